/**
 * The callback endpoint as a servlet: applications need only {@link
 * org.pushj.servlet.PushCallbackServlet}. It translates between the Servlet API and {@link
 * org.pushj.callback.CallbackHandler} and contains no logic of its own.
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
 * <p>The guide "All in web.xml" lists its init parameters, with their defaults; see {@link
 * org.pushj.subscriber.SubscriberBuilder} for the meaning of each. A missing, invalid or unknown
 * one fails the initialization of the servlet; with {@code load-on-startup} that happens on
 * deployment. The consequences differ: Jetty does not start the application, and answers 503.
 * Tomcat (unless {@code failCtxIfServletStartFails} is set for the context or its host), WildFly
 * and Open Liberty continue without the servlet. The message is logged under the name of the
 * servlet's class.
 *
 * <p><b>Subscriptions.</b> At each start, {@link org.pushj.subscriber.Subscriber#subscribeLater} is
 * called for each URL of {@code subscribe}, with the default lease and no attributes. An existing
 * subscription continues; one that was ended or given up is requested again. A URL that is removed
 * from the list stays subscribed. If the store fails, the servlet does not start. Write a comma in
 * a URL as {@code %2C}.
 *
 * <p><b>Objects.</b> A parameter that names an object is the name of a class, or a {@code java:}
 * name of JNDI, for example of a {@code ManagedExecutorService}. In an application with CDI, a
 * class stands for its bean; a class that is not a bean is instantiated by CDI, with injection.
 * Otherwise it must be public and have a public no-argument constructor. Objects created for the
 * servlet are destroyed with it: by their {@code PreDestroy} methods, or without CDI by {@code
 * close()} or, for executors, {@code shutdown()}.
 *
 * <p><b>Values.</b> Instead of a value, a parameter may name its source: {@code env:NAME}, an
 * environment variable; {@code context:NAME}, a context parameter; or {@code
 * jndi:java:comp/env/NAME}, a text, number or boolean of JNDI. So one WAR can be used in test and
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
