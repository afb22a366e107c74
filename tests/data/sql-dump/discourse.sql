--
-- PostgreSQL database dump
--

\restrict ZO37cNgbq8im5GxXo58hLx5jwVmUkump1nkOlHqtg8Df1E9noHbIu49dN07AG4v

-- Dumped from database version 15.18 (Debian 15.18-0+deb12u1)
-- Dumped by pg_dump version 15.18 (Debian 15.18-0+deb12u1)

SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;

SET default_tablespace = '';

SET default_table_access_method = heap;

--
-- Name: categories; Type: TABLE; Schema: public; Owner: postgres
--

CREATE TABLE public.categories (
    id integer NOT NULL,
    name character varying(50) NOT NULL
);


ALTER TABLE public.categories OWNER TO postgres;

--
-- Name: posts; Type: TABLE; Schema: public; Owner: postgres
--

CREATE TABLE public.posts (
    id integer NOT NULL,
    user_id integer,
    topic_id integer NOT NULL,
    post_number integer NOT NULL,
    raw text NOT NULL,
    cooked text NOT NULL,
    created_at timestamp without time zone NOT NULL,
    reply_to_post_number integer,
    deleted_at timestamp without time zone,
    hidden boolean DEFAULT false NOT NULL,
    like_count integer DEFAULT 0
);


ALTER TABLE public.posts OWNER TO postgres;

--
-- Name: topics; Type: TABLE; Schema: public; Owner: postgres
--

CREATE TABLE public.topics (
    id integer NOT NULL,
    title character varying NOT NULL,
    created_at timestamp without time zone,
    user_id integer,
    category_id integer,
    archetype character varying DEFAULT 'regular'::character varying NOT NULL,
    deleted_at timestamp without time zone
);


ALTER TABLE public.topics OWNER TO postgres;

--
-- Name: users; Type: TABLE; Schema: public; Owner: postgres
--

CREATE TABLE public.users (
    id integer NOT NULL,
    username character varying(60) NOT NULL,
    name character varying
);


ALTER TABLE public.users OWNER TO postgres;

--
-- Data for Name: categories; Type: TABLE DATA; Schema: public; Owner: postgres
--

COPY public.categories (id, name) FROM stdin;
1	Pumps
\.


--
-- Data for Name: posts; Type: TABLE DATA; Schema: public; Owner: postgres
--

COPY public.posts (id, user_id, topic_id, post_number, raw, cooked, created_at, reply_to_post_number, deleted_at, hidden, like_count) FROM stdin;
10	3	5	1	I have a *pond*.	<p>I have a <em>pond</em>.</p>	2020-01-01 10:00:00.123	\N	\N	f	2
11	4	5	2	A small one.\nOr two.	<p>A small one.<br>Or two.</p>	2020-01-01 10:01:00.123	\N	\N	f	0
12	3	5	3	Thanks	<p>Thanks</p>	2020-01-01 10:02:00.123	2	\N	f	0
13	3	5	4	Deleted words	<p>Deleted words</p>	2020-01-01 10:03:00.123	2	2020-01-02 10:02:00.123	f	0
14	3	6	1	A private word	<p>A private word</p>	2020-01-01 10:03:00.123	\N	\N	f	0
\.


--
-- Data for Name: topics; Type: TABLE DATA; Schema: public; Owner: postgres
--

COPY public.topics (id, title, created_at, user_id, category_id, archetype, deleted_at) FROM stdin;
5	Which pump?	2020-01-01 10:00:00	3	1	regular	\N
6	Psst	2020-01-01 10:00:00	3	\N	private_message	\N
\.


--
-- Data for Name: users; Type: TABLE DATA; Schema: public; Owner: postgres
--

COPY public.users (id, username, name) FROM stdin;
3	mia	Mia
4	otto	Otto
\.


--
-- Name: categories categories_pkey; Type: CONSTRAINT; Schema: public; Owner: postgres
--

ALTER TABLE ONLY public.categories
    ADD CONSTRAINT categories_pkey PRIMARY KEY (id);


--
-- Name: posts posts_pkey; Type: CONSTRAINT; Schema: public; Owner: postgres
--

ALTER TABLE ONLY public.posts
    ADD CONSTRAINT posts_pkey PRIMARY KEY (id);


--
-- Name: topics topics_pkey; Type: CONSTRAINT; Schema: public; Owner: postgres
--

ALTER TABLE ONLY public.topics
    ADD CONSTRAINT topics_pkey PRIMARY KEY (id);


--
-- Name: users users_pkey; Type: CONSTRAINT; Schema: public; Owner: postgres
--

ALTER TABLE ONLY public.users
    ADD CONSTRAINT users_pkey PRIMARY KEY (id);


--
-- PostgreSQL database dump complete
--

\unrestrict ZO37cNgbq8im5GxXo58hLx5jwVmUkump1nkOlHqtg8Df1E9noHbIu49dN07AG4v

