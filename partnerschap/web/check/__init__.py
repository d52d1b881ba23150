"""Checking a contract, without an account."""
