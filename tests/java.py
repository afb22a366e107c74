"""What checkers are started with that run for a few seconds each."""

# No second compiler, one thread for garbage, and code of theirs that is taken as it is: less than
# half of the CPU time, for programs that end soon.
SHORT_LIVED = (
    *("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"),
    *("-XX:+UnlockDiagnosticVMOptions", "-XX:-BytecodeVerificationRemote"),
)
