"""The site's settings of gunicorn, without what it does in the background for its own pages: for peers and for cold pages."""

from jnimref.serving.gunicorn import *  # noqa: F403 (gunicorn reads the names of a module)

del post_worker_init  # noqa: F821 (it came with the star)
