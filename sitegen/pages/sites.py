"""Names of the sites that discussions come from, for people."""

_NAMES = {
    "hn": "Hacker News",
    "reddit": "Reddit",
    "lobsters": "Lobsters",
    "tildes": "Tildes",
    "slashdot": "Slashdot",
    "lemmy": "Lemmy",
    "loomio": "Loomio",
    "discourse": "Discourse",
    "flarum": "Flarum",
    "forummagnum": "ForumMagnum",
    "gerrit": "Gerrit",
    "stackexchange": "Stack Exchange",
    "mail": "Mailing lists",
    "hyperkitty": "Mailing lists (Mailman 3)",
    "slack": "Slack",
    "discord": "Discord",
    "mastodon": "Mastodon",
    "bsky": "Bluesky",
    "nostr": "Nostr",
    "telegram": "Telegram",
    "livejournal": "LiveJournal",
    "dreamwidth": "Dreamwidth",
    "twitter": "X (Twitter)",
    "whatsapp": "WhatsApp",
    "messenger": "Messenger",
    "meta": "Facebook and Instagram",
    "line": "LINE",
    "kakaotalk": "KakaoTalk",
    "signal": "Signal",
    "skype": "Skype",
    "irc": "IRC",
    "matrix": "Matrix",
    "mattermost": "Mattermost",
    "zulip": "Zulip",
    "teams": "Microsoft Teams",
    "youtube": "YouTube",
    "vimeo": "Vimeo",
    "bilibili": "Bilibili",
    "4chan": "4chan",
    "imageboard": "Imageboards",
    "yahoo": "Yahoo! Groups",
    "github": "GitHub",
    "gitlab": "GitLab",
    "googlechat": "Google Chat",
    "hangouts": "Google Hangouts",
    "tracker": "Issue trackers",
    "web": "the Web",
    "table": "Tables",
}
# Of these the name stands for many sites.
_MANY = frozenset(
    {"mail", "imageboard", "tracker", "forummagnum", "gerrit", "loomio", "web", "table"}
)


def site_name(site: str) -> str:
    """The site's name; for an unknown one, what its ids begin with."""
    return _NAMES.get(site, site)


def original_name(site: str, host: str) -> str:
    """What a link to an original leads to: the site, or its host where many share the name."""
    return host or site_name(site) if site in _MANY else site_name(site)
