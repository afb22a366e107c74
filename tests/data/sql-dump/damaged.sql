-- MySQL dump 10.13  Distrib 8.0.33
CREATE TABLE `comments` (
  `id` int NOT NULL,
  `thread_id` int,
  `parent_id` int,
  `author` varchar(80),
  `created_at` datetime,
  `body` text,
  PRIMARY KEY (`id`)
) ENGINE=InnoDB;
INSERT INTO `comments` VALUES (1,7,NULL,'mia','2020-01-01 10:00:00','Is the lid off?'),(2,7,1,'otto','2020-01-01 10:05:00','Off, since ÿ Monday.'),(3,7,1);
INSERT INTO `comments` VALUES (4,7,2,'mia','2020-01-01 10:10:00','Good.'),(5,7,4,'otto' || x);
INSERT INTO `unknown` VALUES (1,2);
INSERT INTO `comments` VALUES (6,7,4,'otto','2020-01-01 10:20:00','Closed n