package io.todoku.handover;

import org.springframework.data.jpa.repository.JpaRepository;

interface LetterheadRepository extends JpaRepository<LetterheadEntity, Integer> {}
