"""What programs of all kinds call the columns of posts, and those of things that are none.

Without signs between the words and in small letters, so that `comment_id`, `commentID` and
`Comment Id` are one. The names are those of data sets of comments, tables of forum programs, of
news sites, of APIs and of scripts that save these.
"""

from collections.abc import Mapping
from functools import lru_cache


@lru_cache(maxsize=10_000)
def plain(name: str) -> str:
    """The name of a column without anything but letters and digits."""
    return "".join(filter(str.isalnum, name.lower()))


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


#: What a column tells, and its names, best first.
NAMES: Mapping[str, tuple[str, ...]] = {
    "id": _words(
        "id commentid postid messageid msgid utteranceid uttid cid replyid answerid "
        "shortid idmsg commentcounter uuid guid objectid pid rpid nr"
    ),
    "parent": _words(
        "parentid parent inreplytostatusidstr inreplytotweetid parentcommentid "
        "parentpostid parentmessageid parentuuid "
        "parentguid commentparent commentparentid replytoid replyto inreplyto "
        "inreplytoid replytocommentid inreplytocommentid replytopostid "
        "replytomessageid replytomsgid replytomessage replytocomment tmid "
        "inreplytostatusid parentshortid postparent answerto "
        "responseto topid pid replyid rid antwortauf "
        "enréponseà enreponsea respuestaa enrespuestaa respostaa "
        "rispostaa antwoordop ответна 回复 父id 返信先"
    ),
    "thread": _words(
        "threadid topicid tid conversationid discussionid rootid rootcommentid linkid "
        "storyid submissionid articleid videoid newsid assetid pageid sdid "
        "messagetreeid dialogid pagekey dialogueid idtopic commentpostid questionid issueid "
        "ticketid bugid postid blogid thread topic conversation discussion root story "
        "article thema tema 主题 话题 スレッド"
    ),
    "html": _words(
        "bodyhtml htmlbody cooked contenthtml texthtml commenthtml messagehtml posthtml html "
        "textdisplay markeddowncomment"
    ),
    "markdown": _words(
        "raw rawcontent bodymarkdown markdown contentmarkdown textmarkdown bodymd contentmd textmd"
    ),
    "text": _words(
        "fulltext text body content comment commenttext commentbody commentcontent posttext "
        "postbody postcontent pagetext message messagetext messagebody replytext "
        "replybody utterance textoriginal bodytext plaintext contenttext post reply "
        "msg selftext texte texto testo tekst inhalt contenu contenido conteúdo conteudo "
        "tweet contenuto inhoud nachricht beitrag kommentar mensaje mensagem messaggio bericht "
        "commentaire comentario comentário commento reactie текст сообщение комментарий "
        "内容 正文 评论 本文 コメント"
    ),
    "author": _words(
        "authorname author authorusername username displayname userdisplayname authordisplayname "
        "nameclicktoviewprofile "
        "commentauthor commentauthorname commentusername commentername postername postusername "
        "commenter poster user "
        "nickname nick screenname by login speaker speakername sendername sender "
        "userscreenname bynickname creator fromuser userprofile userinfo member owner u from "
        "fromid name authorid userid uid posterid creatorid "
        "memberid ownerid speakerid insertuser autor auteur autore nutzer nutzername benutzer "
        "benutzername utilisateur usuario usuário utente gebruiker verfasser автор "
        "пользователь 作者 用户 用户名 昵称 投稿者 ユーザー"
    ),
    "created": _words(
        "commentcreatetimestamp isodatetime dategmt createdat createdutc created createdate "
        "createddate creationdate datecreated "
        "createdtime createddatetime timestamp posttime posteddate postdate dateposted postedat "
        "postertime published publishedat publishdate pubdate dateline commentdategmt "
        "commentdate commenttime commentpostedtime commentcreatedutc commentcreatedat "
        "commenttimestamp posttimestamp datetime date time unixtime posted sent ctime "
        "createat createdon dateinserted timepublished ts "
        "datecreation datecrea datepublication datepost datemessage fechacreacion "
        "sentat datum fecha zeit zeitpunkt дата время 时间 日期 发布时间 日時 投稿日時"
    ),
    "title": _words(
        "title subject threadtitle topictitle posttitle storytitle articletitle "
        "submissiontitle linktitle videotitle postsubject headline threadname titel titre título "
        "titulo titolo betreff "
        "заголовок 标题 件名 タイトル"
    ),
    "permalink": ("permalink", "commenturl", "posturl", "commentlink", "messageurl", "viewsource"),
    "url": ("url", "link", "href"),
    "score": _words(
        "score commentscore points likes likecount likescount numlikes upvotes ups votes votecount "
        "voteup thumbsup recommendations recommendationcount karma numpoints "
        "favoritecount numrecommends diggcount votescount basescore reactioncount like"
    ),
    "community": _words(
        "subreddit subredditname community communityname forum forumname board boardname category "
        "categoryname subforum section sectionname"
    ),
    "deleted": ("deleted", "isdeleted", "delete"),
    "removed": ("removed", "isremoved", "ismoderated", "moderated", "isspam"),
    "path": ("path",),  # of Lemmy: the ids of all that a comment stands below
    "number": ("postnumber",),  # of Discourse, in a topic
    "answered": ("replytopostnumber",),
    "depth": (  # how deep a post stands, where nothing else tells what it answers
        *("depth", "level", "indent", "nesting", "indentlevel", "nestinglevel", "nestlevel"),
        *("commentdepth", "commentlevel", "replydepth", "replylevel", "threadlevel"),
    ),
}
#: Threads that begin with something else than a post: the opening post is in no row.
OUTSIDE = frozenset(
    _words(
        "linkid storyid submissionid articleid videoid newsid assetid pageid sdid "
        "commentpostid postid blogid pagekey issueid ticketid bugid story article"
    )
)
#: Titles that are those of what a row answers, however deep it stands below that.
OF_THREADS = frozenset(
    _words(
        "threadtitle topictitle posttitle storytitle articletitle submissiontitle linktitle "
        "videotitle threadname"
    )
)
#: What comments are on, in tables of comments alone, which may tell no authors.
COMMENTED = frozenset({"postid", "submissionid", "linkid", "storyid"}) | OF_THREADS
#: Texts that are comments on something, even where no column tells on what.
COMMENTS = frozenset(
    _words(
        "comment commenttext commentbody commentcontent commenthtml kommentar commentaire "
        "comentario comentário commento reactie комментарий 评论 コメント"
    )
)
#: Columns of tables in which parents, texts and authors are something else.
OTHER_THINGS = frozenset(
    _words(
        "sha sha1 sha256 commit commithash revision revisionid revid minor filename "
        "filesize filepath mimetype extension checksum md5 isdir isdirectory inode "
        "level loglevel severity logger hostname assignee assignedto priority duedate "
        "sprint milestone storypoints completed price sku quantity stock asin "
        "productid salary jobtitle manager department employeeid slug postname "
        "posttype menuorder sourcelang targetlang translation translator msgstr "
        "locale stars rating latitude longitude dependencies contributor parentrevid "
        "diff bytes"
    )
)
#: What says that a row answers none.
NOTHING = frozenset(_words("0 0.0 -1 null none nan self n/a na nil undefined root false \\n <na>"))
