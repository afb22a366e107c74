window.YTD.note_tweet.part0 = [
  {
    "noteTweet": {
      "noteTweetId": "99",
      "updatedAt": "2024-03-05T08:20:00.000Z",
      "lifecycle": {
        "value": "Visible"
      },
      "createdAt": "2024-03-05T08:20:00.000Z",
      "core": {
        "styletags": [],
        "urls": [],
        "text": "A lamp is three things: oil, wick and glass. A lamp is three things: oil, wick and glass. A lamp is three things: oil, wick and glass. A lamp is three things: oil, wick and glass. A lamp is three things: oil, wick and glass. A lamp is three things: oil, wick and glass. A lamp is three things: oil, wick and glass. A lamp is three things: oil, wick and glass. And a hand to carry it.",
        "mentions": [],
        "cashtags": [],
        "hashtags": []
      }
    }
  }
]