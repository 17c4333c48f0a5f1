package io.todoku.identity.signin;

import io.todoku.identity.UserRole;
import io.todoku.identity.token.ApiTokens;
import io.todoku.identity.token.BearerTokenFilter;
import io.todoku.identity.token.RefusedTokens;
import jakarta.servlet.DispatcherType;
import java.time.Clock;
import java.util.stream.Stream;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;
import org.springframework.security.web.authentication.UsernamePasswordAuthenticationFilter;
import org.springframework.security.web.authentication.logout.HeaderWriterLogoutHandler;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.security.web.context.SecurityContextRepository;
import org.springframework.security.web.csrf.CsrfFilter;
import org.springframework.security.web.header.HeaderWriter;
import org.springframework.security.web.header.writers.ClearSiteDataHeaderWriter;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/** Configures access: sessions for people, a bearer token for automation. */
@Configuration
class SecurityConfiguration {

  /** Not the cache, which holds no page and takes long to clear, nor cookies, such as the theme. */
  private static final HeaderWriter CLEAR_STORAGE =
      new ClearSiteDataHeaderWriter(ClearSiteDataHeaderWriter.Directive.STORAGE);

  private static final RequestMatcher HEALTH = paths("/actuator/health/**");
  private static final RequestMatcher PUBLIC =
      paths(
          "/sign-in",
          "/sign-in/first",
          "/sign-in/link",
          SignInStep.SECOND_FACTOR_PATH + "/**",
          "/sign-in/passkey/**",
          "/sign-in/with/**",
          "/theme",
          "/problems/*",
          "/.well-known/security.txt",
          "/*.css",
          "/*.js",
          "/*.svg",
          "/webjars/**");

  private static RequestMatcher paths(String... patterns) {
    return new OrRequestMatcher(
        Stream.of(patterns)
            .map(PathPatternRequestMatcher.withDefaults()::matcher)
            .map(RequestMatcher.class::cast)
            .toList());
  }

  @Bean
  @Order(1)
  SecurityFilterChain apiFilterChain(
      HttpSecurity http,
      ApiSecurityErrorHandler refusals,
      AppUsers users,
      SessionProof proof,
      ApiTokens tokens,
      RefusedTokens refusedTokens,
      Clock clock,
      @Value("${todoku.api-token:}") String token,
      @Value("${todoku.scrape-token:}") String scrapeToken) {
    return http.securityMatcher("/api/**", "/v3/api-docs/**", "/actuator/**")
        .authorizeHttpRequests(requests ->
            requests
                .dispatcherTypeMatchers(DispatcherType.ERROR, DispatcherType.ASYNC)
                .permitAll()
                .requestMatchers(HEALTH) // to strangers it tells the status alone
                .permitAll()
                .requestMatchers(BearerTokenFilter.METRICS_PATH)
                .hasAnyAuthority(
                    "ROLE_" + UserRole.ADMINISTRATOR.name(), BearerTokenFilter.MAY_SCRAPE)
                .requestMatchers("/actuator/**")
                .hasRole(UserRole.ADMINISTRATOR.name())
                .anyRequest()
                .authenticated())
        .csrf(csrf ->
            csrf.csrfTokenRepository(new SessionOrCookieCsrfTokenRepository(false))
                .ignoringRequestMatchers(BearerTokenFilter::hasBearerToken))
        .addFilterBefore(
            new BearerTokenFilter(token, scrapeToken, tokens, refusedTokens, refusals),
            CsrfFilter.class)
        .addFilterBefore(
            new UserAccessFilter(users, proof, request -> false, clock),
            AnonymousAuthenticationFilter.class)
        .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.NEVER))
        .requestCache(cache -> cache.disable())
        .exceptionHandling(
            refused -> refused.authenticationEntryPoint(refusals).accessDeniedHandler(refusals))
        .build();
  }

  @Bean
  @Order(2)
  SecurityFilterChain pagesFilterChain(
      HttpSecurity http,
      SecurityContextRepository contexts,
      SignInAttempts attempts,
      KnownBrowsers browsers,
      AppUsers users,
      SessionProof proof,
      SignedInSession session,
      SignInRequestCache back,
      SignInMethods methods,
      Clock clock) {
    var throttle = new SignInThrottleFilter(attempts, browsers);
    http.authorizeHttpRequests(requests ->
            requests
                .dispatcherTypeMatchers(DispatcherType.ERROR, DispatcherType.ASYNC)
                .permitAll()
                .requestMatchers(PUBLIC, paths("/error"))
                .permitAll()
                .anyRequest()
                .authenticated())
        .securityContext(context -> context.securityContextRepository(contexts))
        .csrf(csrf -> csrf.csrfTokenRepository(new SessionOrCookieCsrfTokenRepository(true)))
        .requestCache(cache -> cache.requestCache(back))
        .addFilterBefore(new LocalSignInFilter(methods.local()), CsrfFilter.class)
        .exceptionHandling(refused ->
            refused.authenticationEntryPoint((request, response, exception) ->
                response.sendRedirect(request.getContextPath() + SignInStep.pageFor(request))))
        .addFilterBefore(
            new UserAccessFilter(users, proof, PUBLIC, clock), AnonymousAuthenticationFilter.class)
        .logout(out ->
            out.addLogoutHandler(new HeaderWriterLogoutHandler(CLEAR_STORAGE))
                .logoutUrl("/sign-out")
                .logoutSuccessUrl("/sign-in?out"));
    if (methods.local()) {
      http.addFilterBefore(throttle, UsernamePasswordAuthenticationFilter.class)
          .formLogin(form ->
              form.loginPage("/sign-in")
                  .usernameParameter("name")
                  .failureHandler(throttle)
                  .successHandler((request, response, authentication) -> {
                    throttle.recordSuccess(request);
                    response.sendRedirect(
                        request.getContextPath()
                            + session.continueAfterPassword(
                                authentication.getName(), request, response));
                  }));
    }
    methods
        .provider()
        .ifPresent(provider ->
            provider.configure(
                http,
                (request, response, authentication) ->
                    response.sendRedirect(
                        request.getContextPath()
                            + session.continueAfterProvider(request, response))));
    return http.build();
  }

  @Bean
  SecurityContextRepository securityContextRepository() {
    return new HttpSessionSecurityContextRepository();
  }

  @Bean
  PasswordEncoder passwordEncoder() {
    return new ExactPasswordEncoder(PasswordEncoderFactories.createDelegatingPasswordEncoder());
  }
}
