"""Exchange between stores by file: invitation, bundle, receipt; verified, merged, answered. No network."""
