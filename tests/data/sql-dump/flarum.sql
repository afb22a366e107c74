/*M!999999\- enable the sandbox mode */ 
-- MariaDB dump 10.19  Distrib 10.11.19-MariaDB, for debian-linux-gnu (x86_64)
--
-- Host: localhost    Database: flarum
-- ------------------------------------------------------
-- Server version	10.11.19-MariaDB-0+deb12u1

/*!40101 SET @OLD_CHARACTER_SET_CLIENT=@@CHARACTER_SET_CLIENT */;
/*!40101 SET @OLD_CHARACTER_SET_RESULTS=@@CHARACTER_SET_RESULTS */;
/*!40101 SET @OLD_COLLATION_CONNECTION=@@COLLATION_CONNECTION */;
/*!40101 SET NAMES utf8mb4 */;
/*!40103 SET @OLD_TIME_ZONE=@@TIME_ZONE */;
/*!40103 SET TIME_ZONE='+00:00' */;
/*!40014 SET @OLD_UNIQUE_CHECKS=@@UNIQUE_CHECKS, UNIQUE_CHECKS=0 */;
/*!40014 SET @OLD_FOREIGN_KEY_CHECKS=@@FOREIGN_KEY_CHECKS, FOREIGN_KEY_CHECKS=0 */;
/*!40101 SET @OLD_SQL_MODE=@@SQL_MODE, SQL_MODE='NO_AUTO_VALUE_ON_ZERO' */;
/*!40111 SET @OLD_SQL_NOTES=@@SQL_NOTES, SQL_NOTES=0 */;

--
-- Table structure for table `fl_discussions`
--

DROP TABLE IF EXISTS `fl_discussions`;
/*!40101 SET @saved_cs_client     = @@character_set_client */;
/*!40101 SET character_set_client = utf8mb4 */;
CREATE TABLE `fl_discussions` (
  `id` int(10) unsigned NOT NULL,
  `title` text DEFAULT NULL,
  `comment_count` int(10) unsigned NOT NULL,
  `created_at` text DEFAULT NULL,
  `user_id` int(10) unsigned NOT NULL,
  `first_post_id` int(10) unsigned NOT NULL,
  `is_private` int(10) unsigned NOT NULL,
  `slug` text DEFAULT NULL,
  PRIMARY KEY (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_general_ci;
/*!40101 SET character_set_client = @saved_cs_client */;

--
-- Dumping data for table `fl_discussions`
--

LOCK TABLES `fl_discussions` WRITE;
/*!40000 ALTER TABLE `fl_discussions` DISABLE KEYS */;
INSERT INTO `fl_discussions` VALUES
(5,'Which pump?',2,'2020-01-01 12:00:00',3,10,0,'which-pump'),
(6,'Between us',1,'2020-01-01 12:00:00',3,14,1,'between-us');
/*!40000 ALTER TABLE `fl_discussions` ENABLE KEYS */;
UNLOCK TABLES;

--
-- Table structure for table `fl_posts`
--

DROP TABLE IF EXISTS `fl_posts`;
/*!40101 SET @saved_cs_client     = @@character_set_client */;
/*!40101 SET character_set_client = utf8mb4 */;
CREATE TABLE `fl_posts` (
  `id` int(10) unsigned NOT NULL,
  `discussion_id` int(10) unsigned NOT NULL,
  `number` int(10) unsigned NOT NULL,
  `created_at` text DEFAULT NULL,
  `user_id` int(10) unsigned NOT NULL,
  `type` text DEFAULT NULL,
  `content` text DEFAULT NULL,
  `edited_at` text DEFAULT NULL,
  `hidden_at` text DEFAULT NULL,
  `ip_address` text DEFAULT NULL,
  `is_private` int(10) unsigned NOT NULL,
  PRIMARY KEY (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_general_ci;
/*!40101 SET character_set_client = @saved_cs_client */;

--
-- Dumping data for table `fl_posts`
--

LOCK TABLES `fl_posts` WRITE;
/*!40000 ALTER TABLE `fl_posts` DISABLE KEYS */;
INSERT INTO `fl_posts` VALUES
(10,5,1,'2020-01-01 12:00:00',3,'comment','<t><p>I have a pond.</p></t>',NULL,NULL,'',0),
(11,5,2,'2020-01-01 12:01:00',4,'comment','<r><p><B><s>**</s>Small<e>**</e></B> one.</p></r>',NULL,NULL,'',0),
(12,5,3,'2020-01-01 12:02:00',3,'discussionRenamed','[\"Which\",\"Which pump?\"]',NULL,NULL,'',0),
(13,5,4,'2020-01-01 12:03:00',4,'comment','<t><p>Hidden words</p></t>',NULL,'2020-01-02 12:00:00','',0),
(14,6,1,'2020-01-01 12:03:00',4,'comment','<t><p>Private words</p></t>',NULL,NULL,'',1);
/*!40000 ALTER TABLE `fl_posts` ENABLE KEYS */;
UNLOCK TABLES;

--
-- Table structure for table `fl_users`
--

DROP TABLE IF EXISTS `fl_users`;
/*!40101 SET @saved_cs_client     = @@character_set_client */;
/*!40101 SET character_set_client = utf8mb4 */;
CREATE TABLE `fl_users` (
  `id` int(10) unsigned NOT NULL,
  `username` text DEFAULT NULL,
  `email` text DEFAULT NULL,
  `password` text DEFAULT NULL,
  PRIMARY KEY (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_general_ci;
/*!40101 SET character_set_client = @saved_cs_client */;

--
-- Dumping data for table `fl_users`
--

LOCK TABLES `fl_users` WRITE;
/*!40000 ALTER TABLE `fl_users` DISABLE KEYS */;
INSERT INTO `fl_users` VALUES
(3,'mia','m','x'),
(4,'otto','o','x');
/*!40000 ALTER TABLE `fl_users` ENABLE KEYS */;
UNLOCK TABLES;
/*!40103 SET TIME_ZONE=@OLD_TIME_ZONE */;

/*!40101 SET SQL_MODE=@OLD_SQL_MODE */;
/*!40014 SET FOREIGN_KEY_CHECKS=@OLD_FOREIGN_KEY_CHECKS */;
/*!40014 SET UNIQUE_CHECKS=@OLD_UNIQUE_CHECKS */;
/*!40101 SET CHARACTER_SET_CLIENT=@OLD_CHARACTER_SET_CLIENT */;
/*!40101 SET CHARACTER_SET_RESULTS=@OLD_CHARACTER_SET_RESULTS */;
/*!40101 SET COLLATION_CONNECTION=@OLD_COLLATION_CONNECTION */;
/*!40111 SET SQL_NOTES=@OLD_SQL_NOTES */;

-- Dump completed on 2026-11-27 16:14:25
