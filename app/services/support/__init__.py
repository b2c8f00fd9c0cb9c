"""Support: activities of programmes, who is enrolled, what was handed over, what became of it."""
