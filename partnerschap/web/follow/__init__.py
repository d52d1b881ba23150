"""Between meetings: my actions, requests to others, the calendar, and the links that go with them."""
