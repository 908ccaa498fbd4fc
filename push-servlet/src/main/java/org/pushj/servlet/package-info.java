/**
 * Adapts the callback endpoint to a servlet container: {@link
 * org.pushj.servlet.PushCallbackServlet} is all that an application needs. It translates between
 * the Servlet API and {@link org.pushj.callback.CallbackHandler} and contains no logic of its own.
 *
 * <p>Registered in a web.xml, it needs no further code:
 *
 * <pre>{@code
 * <servlet>
 *   <servlet-name>push</servlet-name>
 *   <servlet-class>org.pushj.servlet.PushCallbackServlet</servlet-class>
 *   <init-param>
 *     <param-name>callbackBase</param-name>
 *     <param-value>https://reader.example/push/</param-value>
 *   </init-param>
 *   <init-param>
 *     <param-name>listener</param-name>
 *     <param-value>org.example.MyUpdateListener</param-value>
 *   </init-param>
 *   <load-on-startup>1</load-on-startup>
 *   <async-supported>true</async-supported>
 * </servlet>
 * <servlet-mapping>
 *   <servlet-name>push</servlet-name>
 *   <url-pattern>/push/*</url-pattern>
 * </servlet-mapping>
 * }</pre>
 *
 * <p>These are its init parameters; see {@link org.pushj.subscriber.SubscriberBuilder} for the
 * meaning of each. A missing, invalid or unknown one fails the initialization of the servlet;
 * {@code load-on-startup} lets that happen when the application is deployed. What then happens
 * differs: Jetty does not start the application, and answers 503. Tomcat (unless {@code
 * failCtxIfServletStartFails} is set for the context or its host), WildFly and Open Liberty go on
 * without the servlet. The message is logged under the name of the servlet's class.
 *
 * <table>
 * <caption>Init parameters</caption>
 * <tr><th>Name</th><th>Value</th><th>Default</th></tr>
 * <tr><td>{@code callbackBase}</td><td>the public URL of the
 *     mapping</td><td>required</td></tr>
 * <tr><td>{@code listener}</td><td>names an {@link
 *     org.pushj.UpdateListener}</td><td>required</td></tr>
 * <tr><td>{@code subscriptionListener}</td><td>names a {@link
 *     org.pushj.SubscriptionListener}</td><td>none</td></tr>
 * <tr><td>{@code store}</td><td>names a {@link org.pushj.spi.SubscriptionStore}</td><td>in
 *     memory</td></tr>
 * <tr><td>{@code configurer}</td><td>names one or more {@link
 *     org.pushj.subscriber.SubscriberConfigurer}, with white space or commas between them: each
 *     gets the builder and all parameters when all else is set, may have parameters of its own,
 *     and may set what is required. {@code org.pushj.jpa.JpaConfigurer} of push-jpa keeps all in
 *     a database</td><td>none</td></tr>
 * <tr><td>{@code executor}</td><td>names a {@link java.util.concurrent.Executor} for both
 *     listeners</td><td>daemon threads</td></tr>
 * <tr><td>{@code scheduler}</td><td>names a {@link
 *     java.util.concurrent.ScheduledExecutorService} that calls {@code runDueWork()}, instead of
 *     {@code start}</td><td>none</td></tr>
 * <tr><td>{@code dueWorkSeconds}</td><td>how long the scheduler pauses between two calls, in
 *     seconds</td><td>2</td></tr>
 * <tr><td>{@code start}</td><td>{@code false}: the application calls {@code runDueWork()} on
 *     its own threads; otherwise leases are not renewed</td><td>{@code true}</td></tr>
 * <tr><td>{@code monitor}</td><td>names a {@link org.pushj.spi.Monitor}</td><td>none</td></tr>
 * <tr><td>{@code transport}</td><td>names an {@link org.pushj.spi.HttpTransport}; {@code
 *     allowPrivate} does not apply to it</td><td>{@link
 *     org.pushj.http.JdkHttpTransport}</td></tr>
 * <tr><td>{@code hubClient}</td><td>names a {@link org.pushj.spi.HubClient}; {@code
 *     userAgent} and the credentials do not apply to it</td><td>{@link
 *     org.pushj.hub.FormHubClient}</td></tr>
 * <tr><td>{@code topicDiscoverer}</td><td>names a {@link
 *     org.pushj.spi.TopicDiscoverer}</td><td>{@link
 *     org.pushj.discovery.WebTopicDiscoverer}</td></tr>
 * <tr><td>{@code signatureVerifier}</td><td>names a {@link org.pushj.spi.SignatureVerifier};
 *     {@code minimumSignature} does not apply to it</td><td>{@link
 *     org.pushj.signature.HmacSignatureVerifier}</td></tr>
 * <tr><td>{@code linkHeaderParser}</td><td>names a {@link
 *     org.pushj.spi.LinkHeaderParser}</td><td>{@link
 *     org.pushj.discovery.Rfc8288LinkHeaderParser}</td></tr>
 * <tr><td>{@code allowPrivate}</td><td>{@code true}: private addresses may be
 *     contacted</td><td>{@code false}</td></tr>
 * <tr><td>{@code hub}</td><td>the hub for requests that name none</td><td>it is
 *     discovered</td></tr>
 * <tr><td>{@code credentialsHost}, {@code credentialsUser}, {@code
 *     credentialsPassword}</td><td>HTTP Basic credentials for the hub at this host; all
 *     three</td><td>none</td></tr>
 * <tr><td>{@code leaseSeconds}</td><td>the lease to request, in seconds</td><td>the hub
 *     decides</td></tr>
 * <tr><td>{@code leaseWhenUnknownSeconds}, {@code maxLeaseSeconds}, {@code
 *     unverifiedAfterSeconds}, {@code rotatesSecret}, {@code rotatesCallback}</td><td>see {@link
 *     org.pushj.settings.RenewalPolicy.Builder}; times in seconds</td><td>as there</td></tr>
 * <tr><td>{@code retryFirstSeconds}, {@code retryMaxSeconds}, {@code
 *     giveUpAfterSeconds}</td><td>see {@link org.pushj.settings.RetryPolicy.Builder}: {@code
 *     first}, {@code max} and {@code giveUpAfter}, in seconds</td><td>as there</td></tr>
 * <tr><td>{@code threads}, {@code perHub}, {@code perHubPerSecond}, {@code batch}, {@code
 *     claimSeconds}, {@code pollSeconds}</td><td>see {@link
 *     org.pushj.settings.WorkSettings.Builder}; times in seconds</td><td>as there</td></tr>
 * <tr><td>{@code discoveryDeadlineSeconds}, {@code hubDeadlineSeconds}</td><td>how long a
 *     discovery, or a request to a hub, may take, in seconds</td><td>20, 10</td></tr>
 * <tr><td>{@code userAgent}</td><td>the {@code User-Agent} of all requests</td><td>{@code
 *     push/} and the version</td></tr>
 * <tr><td>{@code minimumSignature}</td><td>{@code sha1}, {@code sha256}, {@code sha384} or
 *     {@code sha512}</td><td>{@code sha1}</td></tr>
 * <tr><td>{@code requireSigned}</td><td>{@code true}: no subscription is made without a
 *     secret</td><td>{@code false}</td></tr>
 * <tr><td>{@code maxUpdateBytes}</td><td>the maximum size of content, in bytes</td><td>10
 *     MiB</td></tr>
 * <tr><td>{@code maxBytesInMemory}</td><td>the maximum size of all content in memory, in
 *     bytes</td><td>a quarter of the heap</td></tr>
 * <tr><td>{@code bodyTimeoutSeconds}</td><td>how long the content of a request may take to
 *     arrive, in seconds; after that the response is 408</td><td>30</td></tr>
 * <tr><td>{@code takeOldChallenges}</td><td>{@code true}: a challenge may have any printable
 *     ASCII characters but {@code <} and {@code >}</td><td>{@code false}</td></tr>
 * <tr><td>{@code tellOfWrongSignatures}</td><td>{@code true}: they are answered 403 instead
 *     of 2xx</td><td>{@code false}</td></tr>
 * <tr><td>{@code keepLookupsSeconds}, {@code lastUpdatePrecisionSeconds}</td><td>see {@link
 *     org.pushj.settings.CallbackSettings.Builder}; in seconds</td><td>0, 3600</td></tr>
 * <tr><td>{@code deliveryThreads}, {@code listenerTimeoutSeconds}, {@code attempts}, {@code
 *     inOrder}, {@code duplicateWindowSeconds}, {@code retentionSeconds}, {@code
 *     parkedRetentionSeconds}, {@code maxWaiting}, {@code maxWaitingBytes}, {@code
 *     maxParked}</td><td>for an inbox, see {@link org.pushj.settings.DeliverySettings.Builder};
 *     times in seconds</td><td>as there</td></tr>
 * </table>
 *
 * <p><b>Objects.</b> A parameter that names an object has the name of a class, or a {@code java:}
 * name of JNDI, as that of a {@code ManagedExecutorService}. In an application with CDI, a class
 * stands for its bean; one that is no bean is made by CDI, so that it gets injected what it wants.
 * Otherwise it must be public and have a public no-argument constructor. What was made for the
 * servlet alone ends with it: by its {@code PreDestroy} methods, or without CDI by its {@code
 * close()} or, if it is an executor, {@code shutdown()}.
 *
 * <p><b>Values.</b> Instead of a value, a parameter may say where to take it from: {@code
 * env:NAME}, an environment variable; {@code context:NAME}, a context parameter; or {@code
 * jndi:java:comp/env/NAME}, a text, number or boolean of JNDI. So one WAR serves test and
 * production.
 *
 * <p>A servlet that is created in code accepts only {@code bodyTimeoutSeconds}.
 *
 * <p>{@link org.pushj.servlet.HubLinkFilter} is for publishers: it advertises the hubs in
 * responses, and logs under the name {@code org.pushj.servlet}. These are its init parameters, with
 * objects and values as above:
 *
 * <table>
 * <caption>Init parameters of the filter</caption>
 * <tr><th>Name</th><th>Value</th><th>Default</th></tr>
 * <tr><td>{@code base}</td><td>the public URL of the application's context</td>
 *     <td>required, unless it is taken from requests</td></tr>
 * <tr><td>{@code baseFromRequest}</td><td>{@code true}: the base is taken from the scheme and the
 *     {@code Host} header of each request</td><td>{@code false}</td></tr>
 * <tr><td>{@code hubs}</td><td>the URLs of the hubs, with white space or commas between them</td>
 *     <td>required, unless there is a source</td></tr>
 * <tr><td>{@code hubSource}</td><td>names a {@link
 *     org.pushj.servlet.HubSource}</td><td>{@code hubs}</td></tr>
 * <tr><td>{@code selfSource}</td><td>names a {@link
 *     org.pushj.servlet.SelfSource}</td><td>the canonical URL</td></tr>
 * <tr><td>{@code keepQuery}</td><td>{@code true}: the query is a part of the canonical URL</td>
 *     <td>{@code false}</td></tr>
 * </table>
 */
@NullMarked
package org.pushj.servlet;

import org.jspecify.annotations.NullMarked;
