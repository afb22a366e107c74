window.YTD.direct_messages.part0 = [
  {
    "dmConversation": {
      "conversationId": "5-77",
      "messages": [
        {
          "messageCreate": {
            "text": "Secret."
          }
        }
      ]
    }
  }
]