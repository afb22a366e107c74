USE [archive]
GO
SET ANSI_NULLS ON
GO
CREATE TABLE [dbo].[Users](
	[Id] [int] IDENTITY(1,1) NOT NULL,
	[UserName] [nvarchar](80) NOT NULL,
 CONSTRAINT [PK_Users] PRIMARY KEY CLUSTERED ([Id] ASC)
) ON [PRIMARY]
GO
CREATE TABLE [dbo].[Comments](
	[Id] [int] IDENTITY(1,1) NOT NULL,
	[ThreadId] [int] NOT NULL,
	[ParentId] [int] NULL,
	[UserId] [int] NOT NULL,
	[Subject] [nvarchar](200) NULL,
	[Body] [nvarchar](max) NOT NULL,
	[CreatedAt] [datetime] NOT NULL,
 CONSTRAINT [PK_Comments] PRIMARY KEY CLUSTERED ([Id] ASC)
) ON [PRIMARY]
GO
INSERT [dbo].[Users] ([Id], [UserName]) VALUES (1, N'mia')
GO
INSERT [dbo].[Users] ([Id], [UserName]) VALUES (2, N'otto')
GO
INSERT [dbo].[Comments] ([Id], [ThreadId], [ParentId], [UserId], [Subject], [Body], [CreatedAt]) VALUES (1, 7, NULL, 1, N'Filters', N'It''s green again.
GO on with the filter?', CAST(N'2020-01-01T10:00:00.000' AS DateTime))
GO
INSERT [dbo].[Comments] ([Id], [ThreadId], [ParentId], [UserId], [Subject], [Body], [CreatedAt]) VALUES (2, 7, 1, 2, NULL, N'A finer one helped here — for a year.', CAST(N'2020-01-01T11:30:00.000' AS DateTime))
GO
ALTER TABLE [dbo].[Comments]  WITH CHECK ADD  CONSTRAINT [FK_Comments_Users] FOREIGN KEY([UserId]) REFERENCES [dbo].[Users] ([Id])
GO
