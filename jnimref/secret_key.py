"""Which secret keys can be guessed: Django warns of them in its deployment check, and the site does not start with one."""

SHORTEST = 50  # characters, as for security.W009 of Django's checks
FEWEST_CHARACTERS = 5  # different ones
INSECURE = "django-insecure-"  # how `django-admin startproject` begins a key that is in everybody's hands
HOW = "python -c 'import secrets; print(secrets.token_urlsafe(50))' prints one"


def refuse_weak_key(key: str, where: str) -> str:
    """Return a key that can't be guessed. Raises ValueError that names where it was found, and never holds it."""
    if key.startswith(INSECURE):
        raise ValueError(f"{where} begins with {INSECURE}, which marks a key that others know: {HOW}")
    if len(key) < SHORTEST or len(set(key)) < FEWEST_CHARACTERS:
        raise ValueError(f"{where} must have {SHORTEST} characters or more, {FEWEST_CHARACTERS} of them different: {HOW}")
    return key
