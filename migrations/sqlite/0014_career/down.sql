DROP TABLE career_interviews;
