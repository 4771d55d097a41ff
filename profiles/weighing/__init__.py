"""Hold the documents against each other: who says what, and how much rests on what."""
