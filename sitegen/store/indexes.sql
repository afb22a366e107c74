-- Made after the first import, when sorting is cheaper than inserting in random order.
CREATE INDEX IF NOT EXISTS post_id ON post (id);
CREATE INDEX IF NOT EXISTS post_thread ON post (thread);
CREATE INDEX IF NOT EXISTS post_dump ON post (dump);
CREATE INDEX IF NOT EXISTS post_up ON post (up) WHERE up IS NOT NULL;
CREATE INDEX IF NOT EXISTS post_copy ON post (copy) WHERE copy IS NOT NULL;
CREATE INDEX IF NOT EXISTS gap_thread ON gap (thread);
CREATE INDEX IF NOT EXISTS gap_dump ON gap (dump);
CREATE INDEX IF NOT EXISTS continuation_dump ON continuation (dump);
CREATE INDEX IF NOT EXISTS continuation_name ON continuation (name);
CREATE INDEX IF NOT EXISTS mention_dump ON mention (dump);
CREATE INDEX IF NOT EXISTS mention_id ON mention (id);
CREATE INDEX IF NOT EXISTS mention_named ON mention (named);
CREATE INDEX IF NOT EXISTS problem_dump ON problem (dump);
CREATE INDEX IF NOT EXISTS thread_created ON thread (created, id);
CREATE INDEX IF NOT EXISTS thread_group ON thread (site, community, created, id);
CREATE INDEX IF NOT EXISTS thread_month ON thread (month, created, id);
CREATE INDEX IF NOT EXISTS thread_link ON thread (link, created, id) WHERE link IS NOT NULL;
