"""Organizations and the wall between them: row security in the database, and a second lock in the object mapper."""
