"""The timeline: a scale of dates, events and their layout, and the pictures made of them."""
