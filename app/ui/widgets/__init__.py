"""Pieces that screens are made of. They know the theme's roles and sizes, no store and no screen."""
