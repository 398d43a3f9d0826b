"""Posts the best players of a bancho.py server to a chat, once a week."""

from weekly_post.post import Job, NotPosted

__all__ = ["Job", "NotPosted"]
