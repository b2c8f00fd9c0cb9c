"""One cell as a value, or the sentence why it cannot be one."""
