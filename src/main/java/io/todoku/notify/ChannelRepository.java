package io.todoku.notify;

import java.util.List;
import java.util.UUID;
import org.springframework.data.jpa.repository.JpaRepository;

interface ChannelRepository extends JpaRepository<Channel, UUID> {

  List<Channel> findByEnabledTrue();

  List<Channel> findAllByOrderByNameAscCreatedAtAsc();
}
