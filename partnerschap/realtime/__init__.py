"""The live door: Socket.IO connections, what they are sent, and who is there."""
