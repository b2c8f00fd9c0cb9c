"""The lawful procedure of a review: from the village meeting to the certificate, each step with its trace."""
