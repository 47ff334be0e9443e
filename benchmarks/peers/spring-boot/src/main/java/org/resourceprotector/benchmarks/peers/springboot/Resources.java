package org.resourceprotector.benchmarks.peers.springboot;

import org.resourceprotector.benchmarks.stand.Profile;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** What all servers serve; {@link Protection} says to whom, if there is one. Stateless, thread-safe. */
@RestController
class Resources {

    @GetMapping("/open")
    Profile open() {
        return Profile.alice();
    }

    @GetMapping("/any")
    Profile any() {
        return Profile.alice();
    }

    @GetMapping("/user")
    Profile user() {
        return Profile.alice();
    }

    @PostMapping("/orders")
    Profile order() {
        return Profile.alice();
    }
}
