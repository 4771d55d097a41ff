"""How requests are taken and answered: the worker, pages kept in memory, the database they are read from."""
