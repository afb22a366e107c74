-- phpMyAdmin SQL Dump
-- version 5.0.1

CREATE TABLE `reply` (
  `id` int(11) NOT NULL,
  `topic_id` int(11) NOT NULL,
  `reply_auteur` varchar(255) NOT NULL,
  `reply_content` text NOT NULL,
  `reply_datum` timestamp NOT NULL
) ENGINE=InnoDB DEFAULT CHARSET=latin1;

INSERT INTO `reply` (`id`, `topic_id`, `reply_auteur`, `reply_content`, `reply_datum`) VALUES
(2, 1, 'Roer', 'The lee board, then.', '2017-10-18 11:46:41'),
(4, 2, 'Mast', 'Twice a year.', '2017-10-18 14:14:11');

CREATE TABLE `categorieen` (
  `id` int(11) NOT NULL,
  `categorie_naam` varchar(100) NOT NULL
) ENGINE=InnoDB DEFAULT CHARSET=latin1;

INSERT INTO `categorieen` (`id`, `categorie_naam`) VALUES
(1, 'Barges');

CREATE TABLE `topics` (
  `id` int(11) NOT NULL,
  `categorie_id` int(11) NOT NULL,
  `topic_icon` varchar(100) NOT NULL,
  `topic_titel` varchar(100) NOT NULL,
  `topic_auteur` varchar(100) NOT NULL,
  `topic_content` text NOT NULL,
  `post_datum` timestamp NOT NULL
) ENGINE=InnoDB DEFAULT CHARSET=latin1;

INSERT INTO `topics` (`id`, `categorie_id`, `topic_icon`, `topic_titel`, `topic_auteur`, `topic_content`, `post_datum`) VALUES
(1, 1, '<span class=\"file\"></span>', 'Which board first', 'Mast', 'In a \"blow\", which board goes down first?', '2017-10-16 14:35:24'),
(2, 1, '<span class=\"file\"></span>', 'Linseed oil', 'Roer', 'How often do you oil the mast?', '2017-10-18 10:57:41');

ALTER TABLE `reply`
  ADD PRIMARY KEY (`id`);
ALTER TABLE `topics`
  ADD PRIMARY KEY (`id`);
