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
 * <p>These are its init parameters. A missing, invalid or unknown one fails the initialization of
 * the servlet, and with {@code load-on-startup} the deployment; on Tomcat only if {@code
 * failCtxIfServletStartFails} is set for the context or its host, otherwise Tomcat logs the same
 * message and continues without the servlet. See {@link org.pushj.subscriber.SubscriberBuilder} for
 * their meaning.
 *
 * <table>
 * <caption>Init parameters</caption>
 * <tr><th>Name</th><th>Value</th><th>Default</th></tr>
 * <tr><td>{@code callbackBase}</td><td>the public URL of the mapping</td><td>required</td></tr>
 * <tr><td>{@code listener}</td><td>a class that implements {@link org.pushj.UpdateListener}</td>
 *     <td>required</td></tr>
 * <tr><td>{@code subscriptionListener}</td><td>a class that implements {@link
 *     org.pushj.SubscriptionListener}</td><td>none</td></tr>
 * <tr><td>{@code store}</td><td>a class that implements {@link org.pushj.spi.SubscriptionStore}</td>
 *     <td>in memory</td></tr>
 * <tr><td>{@code hubClient}</td><td>a class that implements {@link org.pushj.spi.HubClient}; {@code
 *     userAgent} does not apply to it</td><td>{@link org.pushj.hub.FormHubClient}</td></tr>
 * <tr><td>{@code topicDiscoverer}</td><td>a class that implements {@link
 *     org.pushj.spi.TopicDiscoverer}</td>
 *     <td>{@link org.pushj.discovery.WebTopicDiscoverer}</td></tr>
 * <tr><td>{@code signatureVerifier}</td><td>a class that implements {@link
 *     org.pushj.spi.SignatureVerifier}; {@code minimumSignature} does not apply to it</td>
 *     <td>{@link org.pushj.signature.HmacSignatureVerifier}</td></tr>
 * <tr><td>{@code linkHeaderParser}</td><td>a class that implements {@link
 *     org.pushj.spi.LinkHeaderParser}</td>
 *     <td>{@link org.pushj.discovery.Rfc8288LinkHeaderParser}</td></tr>
 * <tr><td>{@code allowPrivate}</td><td>{@code true}: private addresses may be contacted</td>
 *     <td>{@code false}</td></tr>
 * <tr><td>{@code leaseSeconds}</td><td>the lease to request, in seconds</td>
 *     <td>the hub decides</td></tr>
 * <tr><td>{@code userAgent}</td><td>the {@code User-Agent} of all requests</td>
 *     <td>{@code push/} and the version</td></tr>
 * <tr><td>{@code maxUpdateBytes}</td><td>the maximum size of content, in bytes</td>
 *     <td>10 MiB</td></tr>
 * <tr><td>{@code start}</td><td>{@code false}: the application calls {@code runDueWork()} on its own threads; otherwise leases are not renewed</td><td>{@code true}</td></tr>
 * <tr><td>{@code minimumSignature}</td><td>{@code sha1}, {@code sha256}, {@code sha384} or {@code
 *     sha512}</td><td>{@code sha1}</td></tr>
 * <tr><td>{@code requireSigned}</td><td>{@code true}: no subscription is made without a secret</td>
 *     <td>{@code false}</td></tr>
 * <tr><td>{@code takeOldChallenges}</td><td>{@code true}: a challenge may have any printable ASCII
 *     characters but {@code <} and {@code >}</td><td>{@code false}</td></tr>
 * <tr><td>{@code tellOfWrongSignatures}</td><td>{@code true}: they are answered 403 instead of 2xx</td>
 *     <td>{@code false}</td></tr>
 * <tr><td>{@code bodyTimeoutSeconds}</td><td>how long the content of a request may take to arrive, in seconds; after that the response is 408</td><td>30</td></tr>
 * </table>
 *
 * <p>The classes must be public and have a public no-argument constructor; they are loaded by the
 * application's class loader. A servlet that is created in code accepts only {@code
 * bodyTimeoutSeconds}.
 *
 * <p>{@link org.pushj.servlet.HubLinkFilter} is for publishers: it advertises the hubs in
 * responses, and logs under the name {@code org.pushj.servlet}. These are its init parameters:
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
 * <tr><td>{@code hubSource}</td><td>a class that implements {@link
 *     org.pushj.servlet.HubSource}</td><td>{@code hubs}</td></tr>
 * <tr><td>{@code selfSource}</td><td>a class that implements {@link
 *     org.pushj.servlet.SelfSource}</td><td>the canonical URL</td></tr>
 * <tr><td>{@code keepQuery}</td><td>{@code true}: the query is a part of the canonical URL</td>
 *     <td>{@code false}</td></tr>
 * </table>
 */
@NullMarked
package org.pushj.servlet;

import org.jspecify.annotations.NullMarked;
