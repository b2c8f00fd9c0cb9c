"""Rule books and what follows from them: pure functions that see no session and no clock."""
