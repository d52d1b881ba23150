"""The set-up and checks of the project: plain Python that works before anything is installed."""
