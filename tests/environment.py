"""What a process of the site needs of the environment, wherever a test starts one."""

SECRET_KEY = "a-Key!of,the;tests:" * 4
