/*M!999999\- enable the sandbox mode */ 
-- MariaDB dump 10.19  Distrib 10.11.19-MariaDB, for debian-linux-gnu (x86_64)
--
-- Host: localhost    Database: xf
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
-- Table structure for table `xf_conversation_message`
--

DROP TABLE IF EXISTS `xf_conversation_message`;
/*!40101 SET @saved_cs_client     = @@character_set_client */;
/*!40101 SET character_set_client = utf8mb4 */;
CREATE TABLE `xf_conversation_message` (
  `message_id` int(10) unsigned NOT NULL,
  `conversation_id` int(10) unsigned NOT NULL,
  `message_date` int(10) unsigned NOT NULL,
  `user_id` int(10) unsigned NOT NULL,
  `username` text DEFAULT NULL,
  `message` text DEFAULT NULL,
  PRIMARY KEY (`message_id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_general_ci;
/*!40101 SET character_set_client = @saved_cs_client */;

--
-- Dumping data for table `xf_conversation_message`
--

LOCK TABLES `xf_conversation_message` WRITE;
/*!40000 ALTER TABLE `xf_conversation_message` DISABLE KEYS */;
INSERT INTO `xf_conversation_message` VALUES
(1,1,1577880000,3,'mia','private');
/*!40000 ALTER TABLE `xf_conversation_message` ENABLE KEYS */;
UNLOCK TABLES;

--
-- Table structure for table `xf_node`
--

DROP TABLE IF EXISTS `xf_node`;
/*!40101 SET @saved_cs_client     = @@character_set_client */;
/*!40101 SET character_set_client = utf8mb4 */;
CREATE TABLE `xf_node` (
  `node_id` int(10) unsigned NOT NULL,
  `title` text DEFAULT NULL,
  `node_name` text DEFAULT NULL,
  PRIMARY KEY (`node_id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_general_ci;
/*!40101 SET character_set_client = @saved_cs_client */;

--
-- Dumping data for table `xf_node`
--

LOCK TABLES `xf_node` WRITE;
/*!40000 ALTER TABLE `xf_node` DISABLE KEYS */;
INSERT INTO `xf_node` VALUES
(1,'Pumps','');
/*!40000 ALTER TABLE `xf_node` ENABLE KEYS */;
UNLOCK TABLES;

--
-- Table structure for table `xf_post`
--

DROP TABLE IF EXISTS `xf_post`;
/*!40101 SET @saved_cs_client     = @@character_set_client */;
/*!40101 SET character_set_client = utf8mb4 */;
CREATE TABLE `xf_post` (
  `post_id` int(10) unsigned NOT NULL,
  `thread_id` int(10) unsigned NOT NULL,
  `user_id` int(10) unsigned NOT NULL,
  `username` text DEFAULT NULL,
  `post_date` int(10) unsigned NOT NULL,
  `message` text DEFAULT NULL,
  `ip_id` int(10) unsigned NOT NULL,
  `message_state` text DEFAULT NULL,
  `position` int(10) unsigned NOT NULL,
  PRIMARY KEY (`post_id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_general_ci;
/*!40101 SET character_set_client = @saved_cs_client */;

--
-- Dumping data for table `xf_post`
--

LOCK TABLES `xf_post` WRITE;
/*!40000 ALTER TABLE `xf_post` DISABLE KEYS */;
INSERT INTO `xf_post` VALUES
(10,5,3,'mia',1577880000,'I have a pond.\nWhich pump?',0,'visible',0),
(11,5,4,'otto',1577880060,'[QUOTE=\"mia, post: 10, member: 3\"]Which pump?[/QUOTE]\n[B]Small[/B].',0,'visible',1),
(12,5,4,'otto',1577880070,'gone',0,'deleted',1);
/*!40000 ALTER TABLE `xf_post` ENABLE KEYS */;
UNLOCK TABLES;

--
-- Table structure for table `xf_profile_post`
--

DROP TABLE IF EXISTS `xf_profile_post`;
/*!40101 SET @saved_cs_client     = @@character_set_client */;
/*!40101 SET character_set_client = utf8mb4 */;
CREATE TABLE `xf_profile_post` (
  `profile_post_id` int(10) unsigned NOT NULL,
  `profile_user_id` int(10) unsigned NOT NULL,
  `user_id` int(10) unsigned NOT NULL,
  `username` text DEFAULT NULL,
  `post_date` int(10) unsigned NOT NULL,
  `message` text DEFAULT NULL,
  PRIMARY KEY (`profile_post_id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_general_ci;
/*!40101 SET character_set_client = @saved_cs_client */;

--
-- Dumping data for table `xf_profile_post`
--

LOCK TABLES `xf_profile_post` WRITE;
/*!40000 ALTER TABLE `xf_profile_post` DISABLE KEYS */;
INSERT INTO `xf_profile_post` VALUES
(1,3,4,'otto',1577880000,'hello mia');
/*!40000 ALTER TABLE `xf_profile_post` ENABLE KEYS */;
UNLOCK TABLES;

--
-- Table structure for table `xf_thread`
--

DROP TABLE IF EXISTS `xf_thread`;
/*!40101 SET @saved_cs_client     = @@character_set_client */;
/*!40101 SET character_set_client = utf8mb4 */;
CREATE TABLE `xf_thread` (
  `thread_id` int(10) unsigned NOT NULL,
  `node_id` int(10) unsigned NOT NULL,
  `title` text DEFAULT NULL,
  `user_id` int(10) unsigned NOT NULL,
  `username` text DEFAULT NULL,
  `post_date` int(10) unsigned NOT NULL,
  `first_post_id` int(10) unsigned NOT NULL,
  `discussion_state` text DEFAULT NULL,
  PRIMARY KEY (`thread_id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_general_ci;
/*!40101 SET character_set_client = @saved_cs_client */;

--
-- Dumping data for table `xf_thread`
--

LOCK TABLES `xf_thread` WRITE;
/*!40000 ALTER TABLE `xf_thread` DISABLE KEYS */;
INSERT INTO `xf_thread` VALUES
(5,1,'Which pump?',3,'mia',1577880000,10,'visible');
/*!40000 ALTER TABLE `xf_thread` ENABLE KEYS */;
UNLOCK TABLES;

--
-- Table structure for table `xf_user`
--

DROP TABLE IF EXISTS `xf_user`;
/*!40101 SET @saved_cs_client     = @@character_set_client */;
/*!40101 SET character_set_client = utf8mb4 */;
CREATE TABLE `xf_user` (
  `user_id` int(10) unsigned NOT NULL,
  `username` text DEFAULT NULL,
  `email` text DEFAULT NULL,
  PRIMARY KEY (`user_id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_general_ci;
/*!40101 SET character_set_client = @saved_cs_client */;

--
-- Dumping data for table `xf_user`
--

LOCK TABLES `xf_user` WRITE;
/*!40000 ALTER TABLE `xf_user` DISABLE KEYS */;
INSERT INTO `xf_user` VALUES
(3,'mia','x'),
(4,'otto','x');
/*!40000 ALTER TABLE `xf_user` ENABLE KEYS */;
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
