"""Addresses of members: accounts, profiles, messages, following, privacy."""

from community.members.accounts import urls as account_urls
from community.members.conversations import urls as conversation_urls
from community.members.follows import urls as follow_urls
from community.members.privacy import urls as privacy_urls
from community.members.profiles import urls as profile_urls
from community.members.welcome import urls as welcome_urls

# Below the prefix of a language.
page_patterns = [
    *account_urls.page_patterns,
    *privacy_urls.page_patterns,
    *profile_urls.page_patterns,
    *welcome_urls.page_patterns,
    *conversation_urls.page_patterns,
    *follow_urls.page_patterns,
]
