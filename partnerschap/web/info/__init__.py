"""What people read about the method and this site, and what machines ask."""
