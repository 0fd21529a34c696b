"""Real statutes from their official publishers: asked for by name, politely, and checked."""
