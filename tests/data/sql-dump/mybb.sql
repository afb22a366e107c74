/*M!999999\- enable the sandbox mode */ 
-- MariaDB dump 10.19  Distrib 10.11.19-MariaDB, for debian-linux-gnu (x86_64)
--
-- Host: localhost    Database: mybb
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
-- Table structure for table `mybb_forums`
--

DROP TABLE IF EXISTS `mybb_forums`;
/*!40101 SET @saved_cs_client     = @@character_set_client */;
/*!40101 SET character_set_client = utf8mb4 */;
CREATE TABLE `mybb_forums` (
  `fid` int(10) unsigned NOT NULL,
  `name` text DEFAULT NULL,
  `description` text DEFAULT NULL,
  PRIMARY KEY (`fid`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_general_ci;
/*!40101 SET character_set_client = @saved_cs_client */;

--
-- Dumping data for table `mybb_forums`
--

LOCK TABLES `mybb_forums` WRITE;
/*!40000 ALTER TABLE `mybb_forums` DISABLE KEYS */;
INSERT INTO `mybb_forums` (`fid`, `name`, `description`) VALUES (1,'Pumps','');
/*!40000 ALTER TABLE `mybb_forums` ENABLE KEYS */;
UNLOCK TABLES;

--
-- Table structure for table `mybb_posts`
--

DROP TABLE IF EXISTS `mybb_posts`;
/*!40101 SET @saved_cs_client     = @@character_set_client */;
/*!40101 SET character_set_client = utf8mb4 */;
CREATE TABLE `mybb_posts` (
  `pid` int(10) unsigned NOT NULL,
  `tid` int(10) unsigned NOT NULL,
  `replyto` int(10) unsigned NOT NULL,
  `fid` int(10) unsigned NOT NULL,
  `subject` text DEFAULT NULL,
  `icon` int(10) unsigned NOT NULL,
  `uid` int(10) unsigned NOT NULL,
  `username` text DEFAULT NULL,
  `dateline` int(10) unsigned NOT NULL,
  `message` text DEFAULT NULL,
  `ipaddress` text DEFAULT NULL,
  `visible` int(10) unsigned NOT NULL,
  PRIMARY KEY (`pid`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_general_ci;
/*!40101 SET character_set_client = @saved_cs_client */;

--
-- Dumping data for table `mybb_posts`
--

LOCK TABLES `mybb_posts` WRITE;
/*!40000 ALTER TABLE `mybb_posts` DISABLE KEYS */;
INSERT INTO `mybb_posts` (`pid`, `tid`, `replyto`, `fid`, `subject`, `icon`, `uid`, `username`, `dateline`, `message`, `ipaddress`, `visible`) VALUES (10,5,0,1,'Which pump?',0,3,'mia',1577880000,'I have a pond.\nWhich pump?','',1);
INSERT INTO `mybb_posts` (`pid`, `tid`, `replyto`, `fid`, `subject`, `icon`, `uid`, `username`, `dateline`, `message`, `ipaddress`, `visible`) VALUES (11,5,10,1,'RE: Which pump?',0,4,'otto',1577880060,'[quote=\'mia\' pid=\'10\' dateline=\'1577880000\']\nWhich pump?\n[/quote]\nA small one.','',1);
/*!40000 ALTER TABLE `mybb_posts` ENABLE KEYS */;
UNLOCK TABLES;

--
-- Table structure for table `mybb_privatemessages`
--

DROP TABLE IF EXISTS `mybb_privatemessages`;
/*!40101 SET @saved_cs_client     = @@character_set_client */;
/*!40101 SET character_set_client = utf8mb4 */;
CREATE TABLE `mybb_privatemessages` (
  `pmid` int(10) unsigned NOT NULL,
  `uid` int(10) unsigned NOT NULL,
  `fromid` int(10) unsigned NOT NULL,
  `subject` text DEFAULT NULL,
  `message` text DEFAULT NULL,
  `dateline` int(10) unsigned NOT NULL,
  PRIMARY KEY (`pmid`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_general_ci;
/*!40101 SET character_set_client = @saved_cs_client */;

--
-- Dumping data for table `mybb_privatemessages`
--

LOCK TABLES `mybb_privatemessages` WRITE;
/*!40000 ALTER TABLE `mybb_privatemessages` DISABLE KEYS */;
INSERT INTO `mybb_privatemessages` (`pmid`, `uid`, `fromid`, `subject`, `message`, `dateline`) VALUES (1,3,4,'s','private',1577880000);
/*!40000 ALTER TABLE `mybb_privatemessages` ENABLE KEYS */;
UNLOCK TABLES;

--
-- Table structure for table `mybb_threads`
--

DROP TABLE IF EXISTS `mybb_threads`;
/*!40101 SET @saved_cs_client     = @@character_set_client */;
/*!40101 SET character_set_client = utf8mb4 */;
CREATE TABLE `mybb_threads` (
  `tid` int(10) unsigned NOT NULL,
  `fid` int(10) unsigned NOT NULL,
  `subject` text DEFAULT NULL,
  `uid` int(10) unsigned NOT NULL,
  `username` text DEFAULT NULL,
  `dateline` int(10) unsigned NOT NULL,
  `firstpost` int(10) unsigned NOT NULL,
  `visible` int(10) unsigned NOT NULL,
  PRIMARY KEY (`tid`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_general_ci;
/*!40101 SET character_set_client = @saved_cs_client */;

--
-- Dumping data for table `mybb_threads`
--

LOCK TABLES `mybb_threads` WRITE;
/*!40000 ALTER TABLE `mybb_threads` DISABLE KEYS */;
INSERT INTO `mybb_threads` (`tid`, `fid`, `subject`, `uid`, `username`, `dateline`, `firstpost`, `visible`) VALUES (5,1,'Which pump?',3,'mia',1577880000,10,1);
/*!40000 ALTER TABLE `mybb_threads` ENABLE KEYS */;
UNLOCK TABLES;

--
-- Table structure for table `mybb_users`
--

DROP TABLE IF EXISTS `mybb_users`;
/*!40101 SET @saved_cs_client     = @@character_set_client */;
/*!40101 SET character_set_client = utf8mb4 */;
CREATE TABLE `mybb_users` (
  `uid` int(10) unsigned NOT NULL,
  `username` text DEFAULT NULL,
  `password` text DEFAULT NULL,
  PRIMARY KEY (`uid`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_general_ci;
/*!40101 SET character_set_client = @saved_cs_client */;

--
-- Dumping data for table `mybb_users`
--

LOCK TABLES `mybb_users` WRITE;
/*!40000 ALTER TABLE `mybb_users` DISABLE KEYS */;
INSERT INTO `mybb_users` (`uid`, `username`, `password`) VALUES (3,'mia','x');
INSERT INTO `mybb_users` (`uid`, `username`, `password`) VALUES (4,'otto','x');
/*!40000 ALTER TABLE `mybb_users` ENABLE KEYS */;
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
