window.YTD.tweets.part0 = [
  {
    "tweet": {
      "edit_info": {
        "initial": {
          "editTweetIds": [
            "1764900000000000009"
          ],
          "editableUntil": "2024-03-05T09:00:00.000Z",
          "editsRemaining": "5",
          "isEditEligible": true
        }
      },
      "retweeted": false,
      "source": "<a href=\"https://mobile.twitter.com\" rel=\"nofollow\">Twitter Web App</a>",
      "entities": {
        "hashtags": [],
        "symbols": [],
        "user_mentions": [],
        "urls": []
      },
      "display_text_range": [
        "0",
        "29"
      ],
      "favorite_count": "0",
      "id_str": "1764900000000000009",
      "truncated": false,
      "retweet_count": "0",
      "id": "1764900000000000009",
      "created_at": "Tue Mar 05 08:00:00 +0000 2024",
      "favorited": false,
      "full_text": "RT @quill: Oil is cheap today",
      "lang": "en"
    }
  },
  {
    "tweet": {
      "edit_info": {
        "initial": {
          "editTweetIds": [
            "1764900000000000008"
          ],
          "editableUntil": "2024-03-05T09:00:00.000Z",
          "editsRemaining": "5",
          "isEditEligible": true
        }
      },
      "retweeted": false,
      "source": "<a href=\"https://mobile.twitter.com\" rel=\"nofollow\">Twitter Web App</a>",
      "entities": {
        "hashtags": [],
        "symbols": [],
        "user_mentions": [],
        "urls": []
      },
      "display_text_range": [
        "0",
        "32"
      ],
      "favorite_count": "0",
      "id_str": "1764900000000000008",
      "truncated": false,
      "retweet_count": "0",
      "id": "1764900000000000008",
      "created_at": "Tue Mar 05 08:00:00 +0000 2024",
      "favorited": false,
      "full_text": "@quill The round one, of course.",
      "lang": "en",
      "in_reply_to_status_id_str": "1764899999000000001",
      "in_reply_to_status_id": "1764899999000000001",
      "in_reply_to_user_id_str": "77",
      "in_reply_to_screen_name": "quill"
    }
  },
  {
    "tweet": {
      "edit_info": {
        "initial": {
          "editTweetIds": [
            "1764900000000000005"
          ],
          "editableUntil": "2024-03-05T09:00:00.000Z",
          "editsRemaining": "5",
          "isEditEligible": true
        }
      },
      "retweeted": false,
      "source": "<a href=\"https://mobile.twitter.com\" rel=\"nofollow\">Twitter Web App</a>",
      "entities": {
        "hashtags": [],
        "symbols": [],
        "user_mentions": [],
        "urls": []
      },
      "display_text_range": [
        "0",
        "288"
      ],
      "favorite_count": "0",
      "id_str": "1764900000000000005",
      "truncated": false,
      "retweet_count": "0",
      "id": "1764900000000000005",
      "created_at": "Tue Mar 05 08:20:00 +0000 2024",
      "favorited": false,
      "full_text": "A lamp is three things: oil, wick and glass. A lamp is three things: oil, wick and glass. A lamp is three things: oil, wick and glass. A lamp is three things: oil, wick and glass. A lamp is three things: oil, wick and glass. A lamp is three things: oil, wick and glass. \u2026 https://t.co/abc",
      "lang": "en"
    }
  },
  {
    "tweet": {
      "edit_info": {
        "initial": {
          "editTweetIds": [
            "1764900000000000004"
          ],
          "editableUntil": "2024-03-05T09:00:00.000Z",
          "editsRemaining": "5",
          "isEditEligible": true
        }
      },
      "retweeted": false,
      "source": "<a href=\"https://mobile.twitter.com\" rel=\"nofollow\">Twitter Web App</a>",
      "entities": {
        "hashtags": [],
        "symbols": [],
        "user_mentions": [],
        "urls": []
      },
      "display_text_range": [
        "0",
        "54"
      ],
      "favorite_count": "0",
      "id_str": "1764900000000000004",
      "truncated": false,
      "retweet_count": "0",
      "id": "1764900000000000004",
      "created_at": "Tue Mar 05 08:10:00 +0000 2024",
      "favorited": false,
      "full_text": "Third and last: snuff it &amp; sleep. https://t.co/pic",
      "lang": "en",
      "in_reply_to_status_id_str": "1764900000000000002",
      "in_reply_to_user_id_str": "5",
      "in_reply_to_screen_name": "ada_moss",
      "extended_entities": {
        "media": [
          {
            "url": "https://t.co/pic",
            "expanded_url": "https://twitter.com/ada_moss/status/1764900000000000004/photo/1",
            "media_url_https": "https://pbs.twimg.com/media/AAA.jpg",
            "type": "photo",
            "ext_alt_text": "A snuffer\non a table"
          }
        ]
      }
    }
  },
  {
    "tweet": {
      "edit_info": {
        "initial": {
          "editTweetIds": [
            "1764900000000000002"
          ],
          "editableUntil": "2024-03-05T09:00:00.000Z",
          "editsRemaining": "5",
          "isEditEligible": true
        }
      },
      "retweeted": false,
      "source": "<a href=\"https://mobile.twitter.com\" rel=\"nofollow\">Twitter Web App</a>",
      "entities": {
        "hashtags": [],
        "symbols": [],
        "user_mentions": [],
        "urls": []
      },
      "display_text_range": [
        "0",
        "37"
      ],
      "favorite_count": "0",
      "id_str": "1764900000000000002",
      "truncated": false,
      "retweet_count": "0",
      "id": "1764900000000000002",
      "created_at": "Tue Mar 05 08:05:00 +0000 2024",
      "favorited": false,
      "full_text": "Second: trim the wick.\nEvery evening.",
      "lang": "en",
      "in_reply_to_status_id_str": "1764900000000000001",
      "in_reply_to_user_id_str": "5",
      "in_reply_to_screen_name": "ada_moss"
    }
  },
  {
    "tweet": {
      "edit_info": {
        "initial": {
          "editTweetIds": [
            "1764900000000000001"
          ],
          "editableUntil": "2024-03-05T09:00:00.000Z",
          "editsRemaining": "5",
          "isEditEligible": true
        }
      },
      "retweeted": false,
      "source": "<a href=\"https://mobile.twitter.com\" rel=\"nofollow\">Twitter Web App</a>",
      "entities": {
        "urls": [
          {
            "url": "https://t.co/xyz",
            "expanded_url": "https://lamps.example/oil",
            "display_url": "lamps.example/oil",
            "indices": [
              "37",
              "60"
            ]
          }
        ]
      },
      "display_text_range": [
        "0",
        "53"
      ],
      "favorite_count": "1200",
      "id_str": "1764900000000000001",
      "truncated": false,
      "retweet_count": "31",
      "id": "1764900000000000001",
      "created_at": "Tue Mar 05 08:00:00 +0000 2024",
      "favorited": false,
      "full_text": "How to keep a lamp, a thread. First: https://t.co/xyz",
      "lang": "en"
    }
  }
]