-- phpMyAdmin SQL Dump
-- version 4.7.0

CREATE TABLE `comment` (
  `id_comment` int(11) NOT NULL,
  `comment` varchar(255) NOT NULL,
  `post_id` int(11) NOT NULL,
  `user_id` int(11) NOT NULL,
  `date` int(11) NOT NULL
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

INSERT INTO `comment` (`id_comment`, `comment`, `post_id`, `user_id`, `date`) VALUES
(21, 'A larger one needs a deeper keel.', 16, 12, 1641543150),
(22, 'Mine has none.', 17, 12, 1641605287),
(23, 'Deeper than the lock is?', 16, 6, 1641615847);

CREATE TABLE `inbox` (
  `id_inbox` int(11) NOT NULL,
  `message` varchar(200) NOT NULL,
  `user_id_from` int(11) NOT NULL,
  `user_id_to` int(11) NOT NULL,
  `date` int(11) NOT NULL
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

INSERT INTO `inbox` (`id_inbox`, `message`, `user_id_from`, `user_id_to`, `date`) VALUES
(1, 'Is the boat sold?', 6, 12, 1641617770),
(2, 'Not yet.', 12, 6, 1641617800);

CREATE TABLE `tbl_post` (
  `id_post` int(11) NOT NULL,
  `title` varchar(100) NOT NULL,
  `content` varchar(3000) NOT NULL,
  `image` text DEFAULT NULL,
  `category_id` int(11) NOT NULL,
  `time` int(11) NOT NULL,
  `id_user` int(11) NOT NULL
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

INSERT INTO `tbl_post` (`id_post`, `title`, `content`, `image`, `category_id`, `time`, `id_user`) VALUES
(16, 'Sail area', 'How much sail does a dinghy carry?', 'sail.png', 7, 1641523078, 6),
(17, 'Rudders', 'Who has a rudder of oak?', NULL, 7, 1641526130, 6);

CREATE TABLE `kategori` (
  `id_kategori` int(11) NOT NULL,
  `nama_kategori` varchar(30) NOT NULL
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

INSERT INTO `kategori` (`id_kategori`, `nama_kategori`) VALUES
(7, 'Boats');

CREATE TABLE `user` (
  `id` int(11) NOT NULL,
  `pseudo` varchar(128) NOT NULL,
  `password` varchar(256) NOT NULL
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

INSERT INTO `user` (`id`, `pseudo`, `password`) VALUES
(6, 'gaff', 'x'),
(12, 'lug', 'x');

ALTER TABLE `comment`
  ADD PRIMARY KEY (`id_comment`),
  ADD KEY `post_id` (`post_id`);
ALTER TABLE `tbl_post`
  ADD PRIMARY KEY (`id_post`);
ALTER TABLE `user`
  ADD PRIMARY KEY (`id`);
ALTER TABLE `comment`
  ADD CONSTRAINT `comment_ibfk_1` FOREIGN KEY (`user_id`) REFERENCES `user` (`id`) ON DELETE CASCADE,
  ADD CONSTRAINT `comment_ibfk_2` FOREIGN KEY (`post_id`) REFERENCES `tbl_post` (`id_post`) ON DELETE CASCADE;
ALTER TABLE `tbl_post`
  ADD CONSTRAINT `tbl_post_ibfk_1` FOREIGN KEY (`id_user`) REFERENCES `user` (`id`) ON DELETE CASCADE;
COMMIT;
