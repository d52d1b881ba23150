"""Plays scripted dialogues through the public doors: to show, to practise with, and to test the app."""
