"""Tables that look a little like posts: people, files, goods, logs. None is claimed."""

from pathlib import Path

import pytest

from sitegen import sources
from sitegen.errors import UnknownFormat
from sitegen.sources.source import Dump

_OTHERS = """
== reviews by category
id,parent_id,author,text,rating
1,2,ada,It is good.,5
2,3,moss,It is bad.,1
== reviews of products
id,product_id,user,review,date
1,7,a,Good one.,2020-01-01
2,7,b,No.,2020-01-02
== reviews by post_id alone
id,movie_id,author,text,date
1,7,a,A fine film.,2020-01-01
2,7,b,So so.,2020-01-02
== people and their chiefs
id,parent_id,name,title,text
1,,Ada,Head,She leads all.
2,1,Moss,Hand,He does it.
== staff
id,parent_id,name,manager,bio,created_at,text
1,,A,,x,2020-01-01,She leads.
2,1,B,A,x,2020-01-02,He works.
== categories
id,parent_id,name,description
1,,Lamps,All of them
2,1,Wicks,For lamps
== files
id,parent,filename,author,date,text
1,,a,ada,2020-01-01,some words
2,1,b,ada,2020-01-02,more words
== commits
id,parent,author,date,message
aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa,,ada,2020-01-01,First one
bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb,aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa,a,2020-01-02,B c
== revisions
id,parentid,user,timestamp,comment,sha1
1,0,a,2020-01-01,New page,x
2,1,b,2020-01-02,A fix,y
== pages of a site
id,post_parent,post_author,post_date,post_content,post_name
1,0,a,2020-01-01,About us,about
2,1,a,2020-01-02,Our team,team
== bugs
id,parent,title,body,author,created,assignee
1,,A,It is broken.,a,2020-01-01,b
2,1,B,So is this.,a,2020-01-02,b
== tasks
id,parent_id,text,author,created,due_date
1,,Buy a lamp,a,2020-01-01,x
2,1,Buy a wick,a,2020-01-02,y
== translations
id,parent_id,text,source_lang,author,date
1,,Guten Tag auch,de,a,2020-01-01
2,1,Good day too,en,b,2020-01-02
== posts without answers
id,user,text,created_at,conversation_id
1,a,Fine day.,2020-01-01,1
2,b,Not here.,2020-01-02,2
== answers to elsewhere
id,user,text,created_at,in_reply_to
1,a,Fine day.,2020-01-01,77
2,b,Not here.,2020-01-02,78
== a log
id,timestamp,level,thread,user,message
1,2020-01-01,INFO,main,a,It is up.
2,2020-01-02,INFO,main,b,It is down.
== parents younger than children
id,parent_id,author,text,date
1,2,a,Some words.,2020-01-01
2,3,b,Some words.,2020-01-02
3,4,c,More words.,2020-01-03
4,,d,Last words.,2020-01-04
== numbers as texts
id,parent_id,author,text,date
1,,a,5,2020-01-01
2,1,b,6,2020-01-02
== ids that repeat
id,parent_id,author,text,date
1,,a,Some words.,2020-01-01
1,1,b,More words.,2020-01-02
1,1,b,No words.,2020-01-02
== one row
id,parent_id,author,text,date
1,,a,Some words.,2020-01-01
== no rows
id,parent_id,author,text,date
== a package
{"name": "a", "version": "1.0.0", "author": "ada", "dependencies": {"b": "1"}}
== packages
[{"id": 1, "parent": null, "author": "a", "text": "a b", "dependencies": {}},
{"id": 2, "parent": 1, "author": "a", "text": "a b"}]
== settings
{"comments": [{"key": "a", "value": "b c"}, {"key": "b", "value": "c d"}]}
== places
[{"id": 1, "parent": 0, "name": "Sea", "lat": 1},
{"id": 2, "parent": 1, "name": "Bay"}]
"""
OTHERS = dict(part.split("\n", 1) for part in _OTHERS.split("== ")[1:])


@pytest.mark.parametrize("text", OTHERS.values(), ids=list(OTHERS))
def test_tables_of_other_things_are_not_claimed(tmp_path: Path, text: str) -> None:
    path = tmp_path / "t.csv"
    path.write_text(text, "utf-8")
    with pytest.raises(UnknownFormat):
        sources.recognise(Dump(path.name, path), {})
