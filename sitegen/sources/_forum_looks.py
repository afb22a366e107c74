"""What tells the parts of a topic's page apart, for each program that forums run: a table.

Selectors name elements, patterns what stands in their attributes. Looks that a forum made for
itself are read as far as they keep these marks.
"""

import re
from typing import NamedTuple

from sitegen import possessive


class Look(NamedTuple):
    """The marks of one program.

    `mark` and `of_topic` must both be in a head: a page of this program, and one of a topic. Not
    both may be words that a person writes: people talk of programs everywhere.
    `topic` matches the address of a topic: what stands before, and its number in `number` or
    `named`; `page` finds in such an address what says that it is not the first page. `links` are
    more places of such addresses.
    `posts` are the elements of posts, the innermost of such; `number` and `in_number` are where in
    one (in itself, with "" for a selector) the attribute is that names it, and how. Of several
    selectors in `content`, `author`, `time` and `title` the first that names an element holds;
    "" is the post itself. `quotes` are elements that quote, `answers` are where a program writes
    the number of what a post answers, quote or no quote.
    `counter` is where a post's place in the topic is: in words, from 1, or in "data-index", from 0.
    """

    kind: str
    mark: re.Pattern[bytes]
    of_topic: re.Pattern[bytes]
    topic: re.Pattern[str]
    page: re.Pattern[str]
    posts: str
    number: tuple[tuple[str, str], ...]
    in_number: re.Pattern[str]
    content: str
    author: str
    time: str
    title: str
    quotes: str
    permalink: str
    links: str = ""
    counter: str = ""
    permalink_named: str = ""
    answers: tuple[tuple[str, str], ...] = ()


_PAGED = possessive.compiled(r"[?&;]page=(?!1\b)\d|/page-?(?!1\b)\d|[?&;]start=(?!0\b)\d")

XENFORO = Look(
    kind="threads",
    mark=re.compile(rb'id="XF"'),
    of_topic=re.compile(rb'data-template="thread_view|/threads/'),
    topic=re.compile(
        r"^(?P<base>.*?)/(?:index\.php\?)?threads/(?:[^/?#&]*\.)?(?P<number>\d{1,12})(?:[/?#&]|$)"
    ),
    page=_PAGED,
    posts="article.message[data-content]",
    number=(("", "data-content"),),
    in_number=re.compile(r"post-(\d{1,12})"),
    content=".message-body .bbWrapper, .message-content .bbWrapper",
    author=".message-name .username, .message-name",
    time="time[datetime], time[data-time]",
    title="h1.p-title-value",
    quotes="blockquote",
    permalink="{topic}/post-{post}",
)
XENFORO_1 = XENFORO._replace(
    mark=re.compile(rb'id="XenForo"'),
    of_topic=re.compile(rb"\bmessageList\b|\bmessageText\b"),
    topic=re.compile(
        r"^(?P<base>.*?)/?(?:index\.php\?)?threads/"
        r"(?:[^/?#&]*\.)?(?P<number>\d{1,12})(?:[/?#&]|$)"
    ),
    posts="li.message[id]",
    number=(("", "id"),),
    content=".messageContent .messageText, .messageText",
    time=".messageMeta .DateTime, .privateControls .DateTime, .DateTime",
    title=".titleBar h1, h1",
    quotes=".bbCodeQuote, blockquote",
    counter=".postNumber",
)
PHPBB = Look(
    kind="viewtopic",
    mark=re.compile(rb'id="phpbb"'),
    of_topic=re.compile(rb"section-viewtopic"),
    topic=re.compile(r"^(?P<base>.*?)/?viewtopic\.php\?(?:[^#]*&)?t=(?P<number>\d{1,12})\b"),
    page=_PAGED,
    posts="div.post",
    number=(("", "id"),),
    in_number=re.compile(r"p(\d{1,12})"),
    content=".postbody .content, .content",
    author="p.author .username, p.author .username-coloured, p.author strong a, p.author strong,"
    " .postprofile .username, .postprofile .username-coloured",
    time="p.author time[datetime], p.author",
    title="h2.topic-title, #page-body h2",
    quotes="blockquote",
    permalink="{base}/viewtopic.php?p={post}#p{post}",
)
VBULLETIN = Look(
    kind="showthread",
    mark=re.compile(rb'content="vBulletin|vbulletin[_-](?:global|core|menu|read_marker|important)'),
    of_topic=re.compile(rb"post_message_|printthread|js-post__content|postbit|newreply\.php"),
    topic=re.compile(
        r"^(?P<base>.*?)/?(?:(?:show|print)thread\.php(?:\?(?:[^#]*&)?t=|\?|/)(?P<number>\d{1,12})\b"
        r"|(?:threads?|forum/[^?#]{1,200})/(?P<named>\d{1,12})-[^/?#]*)"
    ),
    page=re.compile(r"[?&;]page=(?!1\b)\d|/page-?(?!1\b)\d"),
    posts='table[id^="post"], li[id^="post_"], li[data-node-id]',
    number=(('[id^="post_message_"]', "id"), ("", "data-node-id")),
    in_number=re.compile(r"(?:post_message_)?(\d{1,12})"),
    content='[id^="post_message_"] .postcontent, [id^="post_message_"], .js-post__content-text',
    author='.bigusername, [id^="postmenu_"], .username_container .username, a.username, .username,'
    " [itemprop=author] [itemprop=name], .author",
    time="time[datetime], .postdate .date, .posthead .date, td.thead, .b-post__timestamp",
    title=".threadtitle, .b-post__title, td.navbar strong",
    quotes=".bbcode_quote, div:has(> div.smallfont + table)",
    permalink="{base}/showthread.php?p={post}#post{post}",
    links='.threadtitle a, a[href*="printthread.php"]',
    counter='.postcounter, [id^="postcount"], .b-post__count',
    permalink_named="{topic}?p={post}#post{post}",
)
SMF = Look(
    kind="topic",
    mark=re.compile(
        rb"\bsmf_(?:theme_url|scripturl|default_theme_url)\s*=\s*[\"']"
        rb"|Page saved with SingleFile(?s:.)*?\bindex\.php\?action=profile;u=\d"  # without scripts
    ),
    of_topic=re.compile(rb"action=printpage|\bid=\"(?:msg_?|subject_)\d"),
    topic=re.compile(
        r"^(?P<base>.*?)/?index\.php(?:\?(?:[^#]*[&;])?|/)topic[=,](?P<number>\d{1,12})\b"
    ),
    page=re.compile(r"topic[=,]\d{1,12}\.(?!0\b)\d"),
    posts=".post_wrapper, td.windowbg, td.windowbg2",
    number=(('[id^="subject_"]', "id"),),
    in_number=re.compile(r"subject_(\d{1,12})"),
    content=".post .inner, .inner, .post",
    author=".poster h4 a[title], .poster h4 a, .poster h4, td > b > a, td > b",
    time=".keyinfo .smalltext, .postinfo .smalltext, .smalltext:has(> b)",
    title='#top_subject, [id^="subject_"]',
    quotes=".quoteheader, blockquote",
    permalink="{base}/index.php?topic={number}.msg{post}#msg{post}",
    links='[id^="subject_"] a',
)
MYBB = Look(
    kind="thread",
    mark=re.compile(rb"MyBB|mybb|jscripts/general\.js"),
    of_topic=re.compile(rb"<[a-z][^<>]{0,300}(?:jscripts/thread\.js|\bid=\"pid_?\d)"),
    topic=re.compile(
        r"^(?P<base>.*?)/?(?:(?:show|print)thread\.php\?(?:[^#]*&)?tid=(?P<number>\d{1,12})\b"
        r"|(?:archive/index\.php\?)?thread-(?P<named>\d{1,12})\b)"
    ),
    page=re.compile(r"[?&;]page=(?!1\b)\d|-page-(?!1\b)\d"),
    posts='.post[id^="post_"], table[id^="post_"]',
    number=((".post_body", "id"),),
    in_number=re.compile(r"pid_(\d{1,12})"),
    content=".post_body",
    author=".author_information .largetext, .post_author .largetext, .largetext",
    time=".post_date, td.tcat .smalltext, td.tcat",
    title=".navigation .active, .thead strong",
    quotes="blockquote",
    permalink="{base}/showthread.php?tid={number}&pid={post}#pid{post}",
    links='a[href*="printthread.php"], .post_head a[href*="tid="], .post_head a[href*="thread-"]',
    counter=".post_head .float_right strong a, .post_head .float_right",
)
INVISION = Look(
    kind="topic",
    mark=re.compile(rb"<[a-z][^<>]{0,500}\bipsApp\b|\bipb\.vars\["),
    of_topic=re.compile(
        rb"data-page[Cc]ontroller=[\"']topic|\bid=[\"']post_id_\d|<[a-z][^<>]{0,300}\btopic_controls\b"
    ),
    topic=re.compile(
        r"^(?P<base>.*?)/?(?:index\.php\?(?:[^#]*&)?showtopic=|(?:index\.php\?)?/?topic/)"
        r"(?P<number>\d{1,12})\b"
    ),
    page=re.compile(r"[?&;/]page[=/]?-?(?!1\b)\d|[?&;]st=(?!0\b)\d|/page__st__(?!0\b)\d"),
    posts='article[id^="elComment_"], [id^="post_id_"]',
    number=(("", "id"),),
    in_number=re.compile(r"(?:post_id_|elComment_)(\d{1,12})"),
    content='[data-role="commentContent"], .entry-content, .post',
    author=".cAuthorPane_author, .ipsEntry__username, .author.vcard, .author",
    time=".ipsComment_meta time[datetime], time[datetime], abbr.published",
    title="h1.ipsType_pageTitle, h1.ipsPageHeader__title, h1.ipsType_pagetitle, h1",
    quotes="blockquote",
    permalink="{topic}?do=findComment&comment={post}",
)
DISCUZ = Look(
    kind="thread",
    mark=re.compile(rb"content=\"Discuz!|\bdiscuz_uid\b"),
    of_topic=re.compile(rb"\bid=\"(?:postmessage_|authorposton|thread_subject|postlist)"),
    topic=re.compile(
        r"^(?P<base>.*?)/?(?:(?:forum|viewthread)\.php\?(?:[^#]*&)?tid=(?P<number>\d{1,12})\b"
        r"|thread-(?P<named>\d{1,12})-\d)"
    ),
    page=re.compile(r"[?&;]page=(?!1\b)\d|thread-\d{1,12}-(?!1-)\d"),
    posts='div[id^="post_"]',
    number=(('[id^="postmessage_"]', "id"),),
    in_number=re.compile(r"postmessage_(\d{1,12})"),
    content='[id^="postmessage_"]',
    author=".authi a.xw1, .authi a, .postauthor cite a, .postauthor cite",
    time='[id^="authorposton"] span[title], [id^="authorposton"]',
    title="#thread_subject, h1",
    quotes=".quote",
    permalink="{base}/forum.php?mod=redirect&goto=findpost&ptid={number}&pid={post}",
    links="#thread_subject, h1 a",
)
PUNBB = Look(
    kind="viewtopic-id",
    mark=re.compile(rb"id=\"punviewtopic\"|\bpun(?:wrap|inx)\b|FluxBB|PunBB"),
    of_topic=re.compile(rb"class=\"blockpost\b"),
    topic=re.compile(r"^(?P<base>.*?)/?viewtopic\.php\?(?:[^#]*&)?id=(?P<number>\d{1,12})\b"),
    page=re.compile(r"[?&;]p=(?!1\b)\d"),
    posts="div.blockpost",
    number=(("", "id"),),
    in_number=re.compile(r"p(\d{1,12})"),
    content=".postmsg",
    author=".postleft dt strong, .postleft dt",
    time="h2 a",
    title=".crumbs li:last-child a, .crumbs li:last-child, .postright h3",
    quotes=".quotebox, blockquote",
    permalink="{base}/viewtopic.php?pid={post}#p{post}",
    links='.crumbs a[href*="viewtopic"]',
    counter="h2 .conr",
)
# What comes from another site by ActivityPub is numbered by its address there.
NODEBB = Look(
    kind="topic",
    mark=re.compile(rb"<ul\b[^<>]{0,300}\bdata-tid=\"\d|<body\b[^<>]{0,600}\bpage-topic-\d"),
    of_topic=re.compile(rb"<li\b[^<>]{0,900}\bdata-pid=\"|<[a-z][^<>]{0,300}\bcomponent=\"topic\""),
    topic=re.compile(r"^(?P<base>.*?)/?topic/(?P<number>\d{1,12})(?:[/?#.]|$)"),
    page=re.compile(r"[?&;]page=(?!1\b)\d"),
    posts='li[data-pid], li[component="post"], li.post-row',  # some may have lost their number
    number=(("", "data-pid"),),
    in_number=re.compile(r"(\d{1,12}|https?://[^\s\"<>]{1,500})"),
    content='[component="post/content"], .post-content',
    author='[itemprop="author"]',
    time="",
    title='[component="topic/title"], .topic-title, h1',
    quotes="blockquote",
    permalink="{base}/post/{post}",
    links='link[rel="alternate"][href*="/topic/"]',
    counter="li[data-pid]",
    answers=(
        ('[component="post/parent"][data-topid]', "data-topid"),
        ('[component="post/parent"][data-parent-pid]', "data-parent-pid"),
    ),
)
VANILLA = Look(
    kind="discussion",
    mark=re.compile(
        rb"<body\b[^<>]{0,600}\b(?:vanilla_discussion_(?:index|comment)|Section-Discussion)\b"
    ),
    of_topic=re.compile(rb"/discussion/(?:comment/)?\d|\bid=\"(?:Discussion|Comment)_\d"),
    topic=re.compile(
        r"^(?P<base>.*?)/?(?:index\.php)?(?:\?p=/)?discussion/(?P<number>\d{1,12})(?:[/?#&]|$)"
    ),
    page=re.compile(r"/p(?!1\b)\d{1,6}(?:[?#&]|$)"),
    posts='.MessageList [id^="Discussion_"], .MessageList [id^="Comment_"],'
    ' .ItemDiscussion[id^="Discussion_"], .ItemComment[id^="Comment_"],'
    " .MessageList .ItemDiscussion, .MessageList .ItemComment",
    number=(("", "id"),),
    in_number=re.compile(r"(?:Comment_)?(\d{1,12}|Discussion_\d{1,12})"),
    content=".Message",
    author=".Author .Username, .Author a:not(:has(img))",
    time=".DateCreated time, .DateCreated",
    title=".PageTitle h1, .DiscussionTabs .SubTab, h1",
    quotes="blockquote, [data-embedjson]",
    permalink="{base}/discussion/comment/{post}#Comment_{post}",
    links=".ItemDiscussion .Permalink",
)

LOOKS = (
    XENFORO,
    XENFORO_1,
    PHPBB,
    VBULLETIN,
    SMF,
    MYBB,
    INVISION,
    DISCUZ,
    PUNBB,
    NODEBB,
    VANILLA,
)
