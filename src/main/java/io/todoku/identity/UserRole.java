package io.todoku.identity;

/** What a user may do. */
enum UserRole {
  ADMINISTRATOR
}
