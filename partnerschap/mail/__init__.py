"""Mail, for who asks for it: one message to one address by the operator's SMTP server; nothing is kept."""
