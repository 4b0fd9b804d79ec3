"""Mail; where the mail server is, each environment says for itself."""

from .environment import env

# Seconds that the mail server may keep silent: what it did not take by then is sent later.
EMAIL_TIMEOUT = env.int("EMAIL_TIMEOUT", default=20)
# A mailbox that `manage.py receive_mail` reads: mail programs that cannot open an address stop mail by writing to it.
UNSUBSCRIBE_ADDRESS = env.str("UNSUBSCRIBE_ADDRESS", default="")

# The domain of addresses that can be answered to; with none, no mail comes in and nothing can be answered by mail.
INCOMING_MAIL_DOMAIN = env.str("INCOMING_MAIL_DOMAIN", default="").strip().lower()
# The mailbox that `manage.py fetch_mail` empties.
INCOMING_MAIL_URL = env.str("INCOMING_MAIL_URL", default="")
# What our own mail server calls itself in Authentication-Results; what other servers say there is not believed.
INCOMING_MAIL_SERVER = env.str("INCOMING_MAIL_SERVER", default="").strip().lower()
