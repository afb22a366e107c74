/*M!999999\- enable the sandbox mode */ 
-- MariaDB dump 10.19  Distrib 10.11.19-MariaDB, for debian-linux-gnu (x86_64)
--
-- Host: localhost    Database: wp
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
-- Table structure for table `wp_comments`
--

DROP TABLE IF EXISTS `wp_comments`;
/*!40101 SET @saved_cs_client     = @@character_set_client */;
/*!40101 SET character_set_client = utf8mb4 */;
CREATE TABLE `wp_comments` (
  `comment_ID` int(10) unsigned NOT NULL,
  `comment_post_ID` int(10) unsigned NOT NULL,
  `comment_author` text DEFAULT NULL,
  `comment_author_email` text DEFAULT NULL,
  `comment_author_url` text DEFAULT NULL,
  `comment_author_IP` text DEFAULT NULL,
  `comment_date` text DEFAULT NULL,
  `comment_date_gmt` text DEFAULT NULL,
  `comment_content` text DEFAULT NULL,
  `comment_karma` int(10) unsigned NOT NULL,
  `comment_approved` text DEFAULT NULL,
  `comment_agent` text DEFAULT NULL,
  `comment_type` text DEFAULT NULL,
  `comment_parent` int(10) unsigned NOT NULL,
  `user_id` int(10) unsigned NOT NULL,
  PRIMARY KEY (`comment_ID`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_general_ci;
/*!40101 SET character_set_client = @saved_cs_client */;

--
-- Dumping data for table `wp_comments`
--

LOCK TABLES `wp_comments` WRITE;
/*!40000 ALTER TABLE `wp_comments` DISABLE KEYS */;
INSERT INTO `wp_comments` VALUES
(1,5,'otto','o@e.org','','1.1.1.1','2020-01-02 12:00:00','2020-01-02 11:00:00','Mine has two.\n\nWhy?',0,'1','','comment',0,0),
(2,5,'mia','m@e.org','','1.1.1.1','2020-01-02 13:00:00','2020-01-02 12:00:00','Why <b>two</b>?',0,'1','','comment',1,1),
(3,5,'spammer','','','','2020-01-02 13:00:00','2020-01-02 12:00:00','buy',0,'spam','','comment',0,0);
/*!40000 ALTER TABLE `wp_comments` ENABLE KEYS */;
UNLOCK TABLES;

--
-- Table structure for table `wp_options`
--

DROP TABLE IF EXISTS `wp_options`;
/*!40101 SET @saved_cs_client     = @@character_set_client */;
/*!40101 SET character_set_client = utf8mb4 */;
CREATE TABLE `wp_options` (
  `option_id` int(10) unsigned NOT NULL,
  `option_name` text DEFAULT NULL,
  `option_value` text DEFAULT NULL,
  PRIMARY KEY (`option_id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_general_ci;
/*!40101 SET character_set_client = @saved_cs_client */;

--
-- Dumping data for table `wp_options`
--

LOCK TABLES `wp_options` WRITE;
/*!40000 ALTER TABLE `wp_options` DISABLE KEYS */;
INSERT INTO `wp_options` VALUES
(1,'siteurl','https://blog.example.org');
/*!40000 ALTER TABLE `wp_options` ENABLE KEYS */;
UNLOCK TABLES;

--
-- Table structure for table `wp_posts`
--

DROP TABLE IF EXISTS `wp_posts`;
/*!40101 SET @saved_cs_client     = @@character_set_client */;
/*!40101 SET character_set_client = utf8mb4 */;
CREATE TABLE `wp_posts` (
  `ID` int(10) unsigned NOT NULL,
  `post_author` int(10) unsigned NOT NULL,
  `post_date` text DEFAULT NULL,
  `post_date_gmt` text DEFAULT NULL,
  `post_content` text DEFAULT NULL,
  `post_title` text DEFAULT NULL,
  `post_excerpt` text DEFAULT NULL,
  `post_status` text DEFAULT NULL,
  `comment_status` text DEFAULT NULL,
  `post_name` text DEFAULT NULL,
  `post_parent` int(10) unsigned NOT NULL,
  `guid` text DEFAULT NULL,
  `post_type` text DEFAULT NULL,
  PRIMARY KEY (`ID`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_general_ci;
/*!40101 SET character_set_client = @saved_cs_client */;

--
-- Dumping data for table `wp_posts`
--

LOCK TABLES `wp_posts` WRITE;
/*!40000 ALTER TABLE `wp_posts` DISABLE KEYS */;
INSERT INTO `wp_posts` VALUES
(5,1,'2020-01-01 12:00:00','2020-01-01 11:00:00','<!-- wp:paragraph -->\n<p>A pond needs a <em>pump</em>.</p>\n<!-- /wp:paragraph -->','On pumps','','publish','open','on-pumps',0,'https://blog.example.org/?p=5','post'),
(6,1,'2020-01-01 12:00:00','2020-01-01 11:00:00','draft text','A draft','','draft','open','',0,'https://blog.example.org/?p=6','post'),
(7,1,'2020-01-01 12:00:00','2020-01-01 11:00:00','rev','On pumps','','inherit','closed','5-revision-v1',5,'https://blog.example.org/?p=7','revision');
/*!40000 ALTER TABLE `wp_posts` ENABLE KEYS */;
UNLOCK TABLES;

--
-- Table structure for table `wp_users`
--

DROP TABLE IF EXISTS `wp_users`;
/*!40101 SET @saved_cs_client     = @@character_set_client */;
/*!40101 SET character_set_client = utf8mb4 */;
CREATE TABLE `wp_users` (
  `ID` int(10) unsigned NOT NULL,
  `user_login` text DEFAULT NULL,
  `user_pass` text DEFAULT NULL,
  `user_nicename` text DEFAULT NULL,
  `user_email` text DEFAULT NULL,
  `display_name` text DEFAULT NULL,
  PRIMARY KEY (`ID`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_general_ci;
/*!40101 SET character_set_client = @saved_cs_client */;

--
-- Dumping data for table `wp_users`
--

LOCK TABLES `wp_users` WRITE;
/*!40000 ALTER TABLE `wp_users` DISABLE KEYS */;
INSERT INTO `wp_users` VALUES
(1,'mia','x','mia','m@e.org','Mia');
/*!40000 ALTER TABLE `wp_users` ENABLE KEYS */;
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
