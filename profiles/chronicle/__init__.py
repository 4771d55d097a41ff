"""Tell what happened when: dates on an axis, events and their kinds, the timeline and its short form."""
