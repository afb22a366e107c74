/*M!999999\- enable the sandbox mode */ 
-- MariaDB dump 10.19  Distrib 10.11.19-MariaDB, for debian-linux-gnu (x86_64)
--
-- Host: localhost    Database: flux
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
-- Table structure for table `flux_forums`
--

DROP TABLE IF EXISTS `flux_forums`;
/*!40101 SET @saved_cs_client     = @@character_set_client */;
/*!40101 SET character_set_client = utf8mb4 */;
CREATE TABLE `flux_forums` (
  `id` int(10) unsigned NOT NULL,
  `forum_name` text DEFAULT NULL,
  `forum_desc` text DEFAULT NULL,
  PRIMARY KEY (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_general_ci;
/*!40101 SET character_set_client = @saved_cs_client */;

--
-- Dumping data for table `flux_forums`
--

LOCK TABLES `flux_forums` WRITE;
/*!40000 ALTER TABLE `flux_forums` DISABLE KEYS */;
INSERT INTO `flux_forums` VALUES
(1,'Pumps','');
/*!40000 ALTER TABLE `flux_forums` ENABLE KEYS */;
UNLOCK TABLES;

--
-- Table structure for table `flux_posts`
--

DROP TABLE IF EXISTS `flux_posts`;
/*!40101 SET @saved_cs_client     = @@character_set_client */;
/*!40101 SET character_set_client = utf8mb4 */;
CREATE TABLE `flux_posts` (
  `id` int(10) unsigned NOT NULL,
  `poster` text DEFAULT NULL,
  `poster_id` int(10) unsigned NOT NULL,
  `poster_ip` text DEFAULT NULL,
  `message` text DEFAULT NULL,
  `hide_smilies` int(10) unsigned NOT NULL,
  `posted` int(10) unsigned NOT NULL,
  `edited` text DEFAULT NULL,
  `topic_id` int(10) unsigned NOT NULL,
  PRIMARY KEY (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_general_ci;
/*!40101 SET character_set_client = @saved_cs_client */;

--
-- Dumping data for table `flux_posts`
--

LOCK TABLES `flux_posts` WRITE;
/*!40000 ALTER TABLE `flux_posts` DISABLE KEYS */;
INSERT INTO `flux_posts` VALUES
(10,'mia',3,'','I have a pond.\nWhich pump?',0,1577880000,NULL,5),
(11,'otto',4,'','[quote=mia]Which pump?[/quote]\n[b]Small[/b].',0,1577880060,NULL,5);
/*!40000 ALTER TABLE `flux_posts` ENABLE KEYS */;
UNLOCK TABLES;

--
-- Table structure for table `flux_topics`
--

DROP TABLE IF EXISTS `flux_topics`;
/*!40101 SET @saved_cs_client     = @@character_set_client */;
/*!40101 SET character_set_client = utf8mb4 */;
CREATE TABLE `flux_topics` (
  `id` int(10) unsigned NOT NULL,
  `poster` text DEFAULT NULL,
  `subject` text DEFAULT NULL,
  `posted` int(10) unsigned NOT NULL,
  `first_post_id` int(10) unsigned NOT NULL,
  `forum_id` int(10) unsigned NOT NULL,
  PRIMARY KEY (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_general_ci;
/*!40101 SET character_set_client = @saved_cs_client */;

--
-- Dumping data for table `flux_topics`
--

LOCK TABLES `flux_topics` WRITE;
/*!40000 ALTER TABLE `flux_topics` DISABLE KEYS */;
INSERT INTO `flux_topics` VALUES
(5,'mia','Which pump?',1577880000,10,1);
/*!40000 ALTER TABLE `flux_topics` ENABLE KEYS */;
UNLOCK TABLES;

--
-- Table structure for table `flux_users`
--

DROP TABLE IF EXISTS `flux_users`;
/*!40101 SET @saved_cs_client     = @@character_set_client */;
/*!40101 SET character_set_client = utf8mb4 */;
CREATE TABLE `flux_users` (
  `id` int(10) unsigned NOT NULL,
  `username` text DEFAULT NULL,
  `password` text DEFAULT NULL,
  PRIMARY KEY (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_general_ci;
/*!40101 SET character_set_client = @saved_cs_client */;

--
-- Dumping data for table `flux_users`
--

LOCK TABLES `flux_users` WRITE;
/*!40000 ALTER TABLE `flux_users` DISABLE KEYS */;
INSERT INTO `flux_users` VALUES
(3,'mia','x'),
(4,'otto','x');
/*!40000 ALTER TABLE `flux_users` ENABLE KEYS */;
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
