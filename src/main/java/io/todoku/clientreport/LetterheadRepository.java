package io.todoku.clientreport;

import org.springframework.data.jpa.repository.JpaRepository;

interface LetterheadRepository extends JpaRepository<LetterheadEntity, Integer> {}
