"""Dumps to pages: the stages in their order. Read run.py first."""
