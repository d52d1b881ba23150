"""What the application does, whichever door a request came by; adapters implement the ports named here."""
