"""What checkers are started with that run for a few seconds each."""

# No second compiler and one thread for garbage: half of the CPU time, for programs that end soon.
SHORT_LIVED = ("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")
