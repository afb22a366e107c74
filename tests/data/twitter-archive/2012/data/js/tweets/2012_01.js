Grailbird.data.tweets_2012_01 = 
 [
 {
  "source": "web",
  "entities": {
   "user_mentions": [],
   "media": [],
   "hashtags": [],
   "urls": []
  },
  "geo": {},
  "id_str": "20001",
  "text": "Bought a lamp.",
  "id": 20001,
  "created_at": "2012-01-31 13:00:00 +0000",
  "user": {
   "name": "Ada",
   "screen_name": "ada_moss",
   "protected": false,
   "id_str": "5",
   "id": 5
  }
 },
 {
  "source": "web",
  "entities": {
   "urls": []
  },
  "id_str": "20002",
  "in_reply_to_status_id_str": "20001",
  "in_reply_to_user_id": 5,
  "in_reply_to_screen_name": "ada_moss",
  "text": "Sold it.",
  "id": 20002,
  "created_at": "2012-01-31 14:00:00 +0000",
  "user": {
   "name": "Ada",
   "screen_name": "ada_moss",
   "protected": false,
   "id_str": "5",
   "id": 5
  }
 }
]